import { beforeEach, describe, expect, test } from "@jest/globals";

import type { GrantSummary } from "../../../src/auth/grant";
import { openTestGateway, stripeRoot, type TestGateway } from "./open-test-gateway";
import { refusal, signIn } from "./sign-in-steps";

type Tokens = { readonly access_token: string; readonly refresh_token: string };

describe("a grant at the gateway", () => {
  let gateway: TestGateway;

  beforeEach(() => {
    gateway = openTestGateway();
  });

  const read = async (reply: Response | Promise<Response>): Promise<GrantSummary> => (await (await reply).json()) as GrantSummary;

  /** Lets the time pass that the answer waits for. */
  async function inTime(reply: Promise<Response>): Promise<Response> {
    let waiting = true;
    const settled = reply.finally(() => (waiting = false));
    while (waiting) await gateway.clock.advanceToNext();
    return settled;
  }

  /** Tokens that a person got without the gateway. */
  async function tokensFromElsewhere(): Promise<Tokens> {
    const code = gateway.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    const headers = { authorization: `Basic ${btoa("sk_test_sandbox:")}`, "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams({ grant_type: "authorization_code", code }).toString();
    const reply = await gateway.sandbox.handle(new Request(`${stripeRoot}/v1/oauth/token`, { method: "POST", headers, body }));
    gateway.sandbox.oauth.clearTokenRequests();
    return (await reply.json()) as Tokens;
  }

  const adopt = ({ access_token, refresh_token }: Tokens, more: object = {}) =>
    gateway.ask("ann", "/v1/grants", {
      method: "POST",
      json: { variant: "apps", mode: "test", clientId: null, accessToken: access_token, refreshToken: refresh_token, ...more },
    });

  test("is found by its id", async () => {
    const grant = await signIn(gateway, "ann");
    expect(await read(gateway.ask("ann", `/v1/grants/${grant.id}`))).toEqual(grant);
    expect(await refusal(await gateway.ask("ann", "/v1/grants/none"))).toMatchObject({ status: 404 });
  });

  test("is renewed when its owner asks", async () => {
    const { id } = await signIn(gateway, "ann");
    const renewed = await read(gateway.ask("ann", `/v1/grants/${id}/refresh`, { method: "POST", json: {} }));
    expect(renewed).toMatchObject({ id, state: "ACTIVE", generation: 2 });
  });

  test("says to sign in again once Stripe does not renew it", async () => {
    const { id, account } = await signIn(gateway, "ann");
    gateway.sandbox.oauth.uninstall("ca_sandbox", account);
    const refreshed = gateway.ask("ann", `/v1/grants/${id}/refresh`, { method: "POST" });
    expect(await refusal(await inTime(refreshed))).toMatchObject({ status: 401, code: "REAUTH_REQUIRED" });
    expect(await read(gateway.ask("ann", `/v1/grants/${id}`))).toMatchObject({ state: "REAUTH_REQUIRED" });
  });

  test("reads nothing more after it was disconnected", async () => {
    const { id } = await signIn(gateway, "ann");
    expect((await gateway.ask("ann", `/v1/grants/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await gateway.ask("ann", `/v1/stripe/${id}/v1/charges`)).status).toBeGreaterThanOrEqual(400);
    expect(gateway.sent.some(({ url }) => url.includes("/v1/charges"))).toBe(false);
  });

  test("ends the app's access at Stripe when it is one of Connect", async () => {
    const { id, account } = await signIn(gateway, "ann", { variant: "connect" });
    await gateway.ask("ann", `/v1/grants/${id}`, { method: "DELETE" });
    expect(gateway.sandbox.oauth.uninstall("ca_sandbox_connect", account)).toBe(false);
  });

  test("comes from tokens that a person brought: renewed at once, so that what was pasted is worth nothing any more", async () => {
    const tokens = await tokensFromElsewhere();
    const adopted = await read(adopt(tokens));
    expect(adopted).toMatchObject({ state: "ACTIVE", account: gateway.sandbox.accounts().platform, mode: "test" });
    expect(gateway.sandbox.oauth.tokenRequests().map(({ grantType }) => grantType)).toEqual(["refresh_token"]);
    expect((await gateway.ask("ann", `/v1/stripe/${adopted.id}/v1/charges?limit=1`)).status).toBe(200);
  });

  test("comes from a refresh token alone, too", async () => {
    expect(await read(adopt(await tokensFromElsewhere(), { accessToken: null }))).toMatchObject({ state: "ACTIVE" });
  });

  test("stays the same when the same tokens are brought again, though they were used up long ago", async () => {
    const tokens = await tokensFromElsewhere();
    const first = await read(adopt(tokens));
    await gateway.ask("ann", `/v1/grants/${first.id}/refresh`, { method: "POST" });
    const again = await read(adopt(tokens));
    expect(again).toMatchObject({ id: first.id, state: "ACTIVE", generation: first.generation + 1 });
  });

  test("is one, renewed once, when the same tokens are brought many times at once", async () => {
    const tokens = await tokensFromElsewhere();
    const all = await Promise.all(Array.from({ length: 4 }, () => read(inTime(adopt(tokens)))));
    const account = gateway.sandbox.accounts().platform;
    for (const one of all) expect(one).toMatchObject({ id: all[0]?.id, state: "ACTIVE", account, generation: 2 });
    expect(gateway.sandbox.oauth.tokenRequests()).toHaveLength(1);
  });

  test("is not made of a refresh token that Stripe does not know", async () => {
    const unknown = adopt({ access_token: "", refresh_token: "rt_unknown" }, { accessToken: null });
    expect(await refusal(await inTime(unknown))).toMatchObject({ status: 401, code: "REAUTH_REQUIRED" });
    expect(await (await gateway.ask("ann", "/v1/grants")).json()).toEqual([]);
  });

  test("is made at the next try when Stripe did not answer the first one", async () => {
    const tokens = await tokensFromElsewhere();
    gateway.sandbox.oauth.cutTokenRequests("before", 1);
    expect((await inTime(adopt(tokens))).status).toBe(503);
    expect(await read(inTime(adopt(tokens)))).toMatchObject({ state: "ACTIVE", account: gateway.sandbox.accounts().platform });
  });

  test("is not made of a live token for test mode: nothing is sent anywhere", async () => {
    const live = { access_token: "sk_live_canary", refresh_token: "rt_live_canary" };
    const { status, message } = await refusal(await adopt(live));
    expect(status).toBe(400);
    expect(message).not.toContain("canary");
    expect(gateway.sent).toEqual([]);
  });
});
