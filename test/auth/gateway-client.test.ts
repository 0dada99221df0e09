import { beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import { type GatewayClient, createGatewayClient } from "../../src/auth/gateway-client";
import type { Identity } from "../../src/auth/identity";
import { sendTo } from "../../src/platform/node/send-http";
import type { HttpReply } from "../../src/platform/ports";
import { openTestGateway, publicUrl, type TestGateway } from "../gateway/oauth/open-test-gateway";
import { arrive, consent, signIn } from "../gateway/oauth/sign-in-steps";
import { challengeOf } from "../../src/auth/pkce";
import { json, refusal, scriptedSend } from "./scripted-send";

const { signal } = new AbortController();
const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));
const as = (name: string): Identity => ({ kind: "installation", authorization: () => Promise.resolve(`Bearer ${name}`) });

describe("the gateway's client, at the gateway's routes", () => {
  let gateway: TestGateway;
  let client: GatewayClient;
  const clientOf = (name: string) =>
    createGatewayClient({ origin: publicUrl, send: sendTo(async (request) => gateway.routes.fetch(request)), identity: as(name) });
  beforeEach(() => {
    gateway = openTestGateway();
    client = clientOf("ann");
  });

  test("begins a sign-in and finishes it with the handle of the callback page", async () => {
    const verifier = "v".repeat(43);
    const started = await client.start({ variant: "apps", mode: "test", clientId: null, challenge: await challengeOf(verifier) }, signal);
    expect(started.dialogUrl).toBe(`${publicUrl}/dialog-start.html?state=${started.state}`);
    const { reply } = await arrive(gateway, await consent(gateway, started));
    const { handle } = reply as { handle: string };
    const grant = await client.complete({ state: started.state, verifier, handle }, signal);
    expect(grant).toMatchObject({ state: "ACTIVE", generation: 1, variant: "apps", mode: "test" });
    expect(await client.grants(signal)).toEqual([grant]);
  });

  test("renews a grant, reads it, and disconnects it, twice without complaint", async () => {
    const { id } = await signIn(gateway, "ann");
    expect(await client.refresh(id, signal)).toMatchObject({ id, generation: 2 });
    expect(await client.grant(id, signal)).toMatchObject({ id, state: "ACTIVE", generation: 2 });
    await client.disconnect(id, signal);
    await client.disconnect(id, signal);
    expect((await client.grant(id, signal))?.state ?? "REVOKED").toBe("REVOKED");
  });

  test("finds nothing of another person's", async () => {
    const { id } = await signIn(gateway, "ann");
    expect(await clientOf("bob").grant(id, signal)).toBeNull();
    expect(await clientOf("bob").grants(signal)).toEqual([]);
  });

  test("hands an app's secret over, never gets it back, and removes the app twice without complaint", async () => {
    const app = { clientId: "ca_mine", variant: "apps", mode: "test", channel: null } as const;
    await client.apps.put({ ...app, clientSecret: new Secret("sk_test_mine") }, signal);
    expect(await client.apps.list(signal)).toEqual([app]);
    await client.apps.remove("ca_mine", signal);
    await client.apps.remove("ca_mine", signal);
    expect(await client.apps.list(signal)).toEqual([]);
  });

  test("tells refusals in the gateway's own words", async () => {
    const secret = new Secret("rk_test_restricted");
    const put = client.apps.put({ clientId: "ca_mine", variant: "apps", mode: "test", channel: null, clientSecret: secret }, signal);
    expect(await failure(put)).toMatchObject({
      code: "BAD_SETTING",
      message: "Stripe does not take a restricted key as the secret of an app.",
      hint: "Enter the secret key of the app's own account; it begins with sk_test_.",
    });
  });
});

describe("the gateway's client", () => {
  const clientFor = (answer: (call: string) => Partial<HttpReply> | null, identity: Identity = as("ann")) => {
    const send = scriptedSend(answer);
    return { send, client: createGatewayClient({ origin: "https://gateway.example", send, identity }) };
  };
  const config = {
    identity: { kind: "installation", open: true },
    oauth: [{ variant: "apps", mode: "test" }],
    callbackUrl: "https://gateway.example/oauth/callback",
  };

  test("reads what the gateway offers without saying who asks", async () => {
    const { client, send } = clientFor(() => json(config));
    expect(await client.config(signal)).toEqual(config);
    expect(send.requests).toMatchObject([{ method: "GET", url: "https://gateway.example/config.json", headers: {} }]);
  });

  test.each<[string, Partial<HttpReply>]>([
    ["there is no such page", { status: 404, text: "not found" }],
    ["every address shows the same page", { text: "<!doctype html>" }],
    ["the answer is no configuration", json({ identity: { kind: "card" }, oauth: [], callbackUrl: "" })],
    ["it is for other things", json([])],
  ])("finds no gateway where %s", async (_what, reply) => {
    expect(await clientFor(() => reply).client.config(signal)).toBeNull();
  });

  test("does not take silence for none, since what is kept there would be missing without a word", async () => {
    expect(await failure(clientFor(() => null).client.config(signal))).toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
  });

  test.each([500, 503, 429])("does not take a gateway that answers %d for none", async (status) => {
    expect(await failure(clientFor(() => ({ status })).client.config(signal))).toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
  });

  test("says that the gateway does not answer, and promises nothing that needs it", async () => {
    expect(await failure(clientFor(() => null).client.grants(signal))).toMatchObject({
      code: "GATEWAY_UNAVAILABLE",
      message: "The connector's server does not answer.",
      hint: "Check the network and try again in a minute; what you have saved there is not lost.",
    });
  });

  test("hands brought tokens over in the body, and nowhere else", async () => {
    const grant = { id: "g", state: "ACTIVE", variant: "apps", mode: "test", account: "acct_1", generation: 1, accessExpiresAt: null, reason: null };
    const { client, send } = clientFor(() => json(grant));
    const tokens = { variant: "apps", mode: "test", clientId: null, accessToken: null, refreshToken: new Secret("rt_brought") } as const;
    expect(await client.adopt(tokens, signal)).toEqual(grant);
    const [{ body = "", ...rest } = { url: "" }] = send.requests;
    expect(JSON.parse(body)).toEqual({ ...tokens, refreshToken: "rt_brought" });
    expect(JSON.stringify(rest)).not.toContain("rt_brought");
  });

  test("ends as cancelled when the caller leaves", async () => {
    const { client } = clientFor(() => json([]));
    expect(await failure(client.grants(AbortSignal.abort()))).toMatchObject({ code: "CANCELLED" });
  });

  test.each<[string, Partial<HttpReply>]>([
    ["a page", { text: "<!doctype html>" }],
    ["a grant without a state", json([{ id: "g", variant: "apps", mode: "test", account: "acct_1", generation: 1, accessExpiresAt: null, reason: null }])],
    ["a grant of a state that nobody knows", json([{ id: "g", state: "GOOD", variant: "apps", mode: "test", account: "a", generation: 1, accessExpiresAt: null, reason: null }])],
    ["something else than a list", json({})],
  ])("does not believe %s", async (_what, reply) => {
    expect(await failure(clientFor(() => reply).client.grants(signal))).toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
  });

  test.each([
    [401, "GATEWAY_UNAVAILABLE"],
    [403, "FORBIDDEN"],
    [404, "NOT_FOUND"],
    [413, "TOO_LARGE"],
    [429, "RATE_LIMITED"],
    [502, "GATEWAY_UNAVAILABLE"],
  ])("shows no foreign page's words: %d of a proxy is %s with a sentence of our own", async (status, code) => {
    const error = await failure(clientFor(() => ({ status, text: "<h1>Proxy says no</h1>" })).client.grants(signal));
    expect(error).toMatchObject({ code, hint: expect.any(String) as unknown });
    expect(error?.advice).not.toContain("Proxy");
  });

  test("does not take over a code that it does not know", async () => {
    expect(await failure(clientFor(() => refusal(403, "WHATEVER", "Words.")).client.grants(signal))).toMatchObject({ code: "FORBIDDEN" });
  });

  test("enrols once when the gateway does not know the installation, and asks again", async () => {
    let enrolled = 0;
    const identity: Identity = { ...as("key"), enrol: () => Promise.resolve(void enrolled++) };
    const { client, send } = clientFor(() => (enrolled > 0 ? json([]) : refusal(401, "UNKNOWN_INSTALLATION")), identity);
    expect(await client.grants(signal)).toEqual([]);
    expect([enrolled, send.requests.length]).toEqual([1, 2]);
  });

  test("gives up when it is still unknown after enrolling, and never enrols for another refusal", async () => {
    let enrolled = 0;
    const identity: Identity = { ...as("key"), enrol: () => Promise.resolve(void enrolled++) };
    expect(await failure(clientFor(() => refusal(401, "UNKNOWN_INSTALLATION"), identity).client.grants(signal))).toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
    expect(enrolled).toBe(1);
    expect(await failure(clientFor(() => refusal(401, "UNIDENTIFIED"), identity).client.grants(signal))).toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
    expect(enrolled).toBe(1);
  });

  test("puts ids into addresses so that none can lead elsewhere", async () => {
    const { client, send } = clientFor(() => ({ status: 404 }));
    await client.grant("../apps?x=1#", signal);
    expect(send.requests[0]?.url).toBe("https://gateway.example/v1/grants/..%2Fapps%3Fx%3D1%23");
  });
});
