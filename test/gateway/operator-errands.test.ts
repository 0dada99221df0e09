import { beforeEach, describe, expect, test } from "@jest/globals";

import { installationIdOf } from "../../src/auth/installation-proof";
import { openErrands, type OperatorErrands } from "../../src/gateway/operator-errands";
import { createSandbox } from "../../src/sandbox/sandbox";
import { sendTo } from "../../src/platform/node/send-http";
import { enrolled, openFrame, send, type TestFrame } from "./frame";

const { signal } = new AbortController();
const stripe = "http://127.0.0.1:12111";
const env = { XLSTRIPE_TEST_API_ROOT: stripe, XLSTRIPE_CONNECT_TEST_CLIENT_ID: "ca_sandbox_connect", XLSTRIPE_CONNECT_TEST_SECRET_KEY: "sk_test_sandbox" };

describe("the operator of a gateway", () => {
  const sandbox = createSandbox({ now: Date.UTC(2026, 0, 1), scale: 0.001 });
  const toSandbox = sendTo((request) => sandbox.handle(request));
  let frame: TestFrame;
  let person: Awaited<ReturnType<typeof enrolled>>;
  let id: string;

  beforeEach(async () => {
    frame = await openFrame({ env, send: toSandbox });
    person = await enrolled(frame);
    id = await installationIdOf(person.publicKey);
  });

  async function onErrand<T>(run: (errands: OperatorErrands) => Promise<T>): Promise<T> {
    const errands = await openErrands(frame.settings, { log: () => undefined, clock: frame.clock, send: toSandbox });
    return run(errands).finally(() => errands.close());
  }

  async function ask(path: string, more: Parameters<typeof send>[2] = {}): Promise<Response> {
    return send(frame, path, { ...more, headers: { ...more.headers, ...(await person.headers()) } });
  }

  /** Brings tokens of a sign-in that was done elsewhere. */
  async function bringTokens(): Promise<void> {
    const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox_connect" });
    const headers = { authorization: `Basic ${btoa("sk_test_sandbox:")}`, "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams({ grant_type: "authorization_code", code }).toString();
    const { text } = await toSandbox({ method: "POST", url: `${stripe}/oauth/token`, headers, body }, signal);
    const { access_token: accessToken, refresh_token: refreshToken } = JSON.parse(text) as Record<string, string>;
    const reply = await ask("/v1/grants", { method: "POST", body: { variant: "connect", mode: "test", clientId: null, accessToken, refreshToken } });
    expect(reply.status).toBe(200);
  }

  test("sees who joined", async () => {
    const all = await onErrand(({ installations }) => installations.list(signal));
    expect(all).toEqual([{ id, publicKey: person.publicKey, label: "this computer", enrolledAt: expect.any(Number) }]);
  });

  test("shuts a lost computer out at once, also a proof that the running gateway has just verified", async () => {
    const headers = await person.headers();
    expect((await send(frame, "/v1/grants", { headers })).status).toBe(200);
    await onErrand((errands) => errands.removeInstallation(id, signal));
    const reply = await send(frame, "/v1/grants", { headers });
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ error: { code: "UNKNOWN_INSTALLATION" } });
  });

  test("shreds what it kept: tokens, which Stripe ends too, settings and OAuth apps", async () => {
    await bringTokens();
    const app = { variant: "apps", mode: "test", clientSecret: "sk_test_own", channel: null };
    expect((await ask("/v1/apps/ca_own", { method: "PUT", body: app })).status).toBe(200);
    expect((await ask("/v1/settings/connections", { method: "PUT", body: {}, headers: { "if-none-match": "*" } })).status).toBe(201);
    expect(await onErrand((errands) => errands.removeInstallation(id, signal))).toEqual({ known: true, grants: 1, failures: [] });
    expect(sandbox.oauth.uninstall("ca_sandbox_connect", sandbox.accounts().platform)).toBe(false);
    const authorization = await person.authorization(frame.clock.now());
    await send(frame, "/v1/installations", { method: "POST", body: { publicKey: person.publicKey }, headers: { authorization } });
    expect(await (await ask("/v1/grants")).json()).toEqual([]);
    expect(await (await ask("/v1/apps")).json()).toEqual([]);
    expect((await ask("/v1/settings/connections")).status).toBe(404);
  });

  test("leaves everybody else's", async () => {
    const other = await enrolled(frame);
    await onErrand((errands) => errands.removeInstallation(id, signal));
    expect((await send(frame, "/v1/grants", { headers: await other.headers() })).status).toBe(200);
  });

  test("hears that there was nothing of that name", async () => {
    expect(await onErrand((errands) => errands.removeInstallation("nobody", signal))).toEqual({ known: false, grants: 0, failures: [] });
  });
});
