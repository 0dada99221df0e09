import { afterEach, describe, expect, test } from "@jest/globals";
import { serveOnLoopback } from "../../../src/cli/serve-on-loopback";
import { ConnectionCut } from "../../../src/sandbox/oauth/connection-cut";
import type { Sandbox } from "../../../src/sandbox/sandbox";
import { serveHandler } from "../../fakes/serve-handler";
import { ask } from "../ask";
import { exchange, oauthSandbox, refresh, signIn } from "./oauth-client";

/** One request to the control surface, such as `POST codes`. */
function control(sandbox: Sandbox, what: string, body?: object) {
  const [method = "", path = ""] = what.split(" ");
  return ask(sandbox, `/_sandbox/oauth/${path}`, { key: "", method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

describe("connections that are cut", () => {
  test("before processing leave the refresh token as it was", async () => {
    const { sandbox } = oauthSandbox();
    const tokens = await signIn(sandbox);
    sandbox.oauth.cutTokenRequests("before", 1);
    await expect(refresh(sandbox, tokens.refresh_token)).rejects.toBeInstanceOf(ConnectionCut);
    expect((await ask(sandbox, "/v1/balance", { key: tokens.access_token })).status).toBe(200);
    expect((await refresh(sandbox, tokens.refresh_token)).status).toBe(200);
  });

  test("after processing have used it up", async () => {
    const { sandbox } = oauthSandbox();
    const tokens = await signIn(sandbox);
    sandbox.oauth.cutTokenRequests("after", 1);
    await expect(refresh(sandbox, tokens.refresh_token)).rejects.toBeInstanceOf(ConnectionCut);
    expect((await ask(sandbox, "/v1/balance", { key: tokens.access_token })).status).toBe(401);
    expect(await refresh(sandbox, tokens.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("are as many as asked for, in the order asked for", async () => {
    const { sandbox } = oauthSandbox();
    sandbox.oauth.cutTokenRequests("before", 2);
    sandbox.oauth.cutTokenRequests("after", 1);
    for (let request = 0; request < 3; request++) await expect(exchange(sandbox, "ac_none")).rejects.toBeInstanceOf(ConnectionCut);
    expect((await exchange(sandbox, "ac_none")).status).toBe(400);
    expect(sandbox.oauth.tokenRequests().map(({ cut, status }) => [cut, status])).toEqual([
      ["before", null],
      ["before", null],
      ["after", 400],
      [null, 400],
    ]);
  });
});

describe("over a socket", () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
  });

  test.each([
    ["the command line's server", (sandbox: Sandbox) => serveOnLoopback((request) => sandbox.handle(request), 0)],
    ["the tests' server", (sandbox: Sandbox) => serveHandler((request) => sandbox.handle(request))],
  ])("%s closes the connection of a request that is cut, and answers the next one", async (_what, serve) => {
    const { sandbox } = oauthSandbox();
    const server = await serve(sandbox);
    open.push(server);
    sandbox.oauth.cutTokenRequests("after", 1);
    const send = () =>
      fetch(`${server.origin}/v1/oauth/token`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa("sk_test_sandbox:")}` },
        body: new URLSearchParams({ grant_type: "authorization_code", code: sandbox.oauth.issueCode({ clientId: "ca_sandbox" }) }),
      });
    await expect(send()).rejects.toThrow("fetch failed");
    expect((await send()).status).toBe(200);
  });
});

describe("the list of token requests", () => {
  test("tells kind, time and outcome of every POST, oldest first, until it is cleared", async () => {
    const { sandbox, clock } = oauthSandbox();
    const at = clock.now();
    const tokens = await signIn(sandbox);
    clock.advanceSeconds(1);
    await refresh(sandbox, tokens.refresh_token);
    await refresh(sandbox, tokens.refresh_token);
    expect(sandbox.oauth.tokenRequests()).toEqual([
      { at, variant: "apps", grantType: "authorization_code", status: 200, error: null, cut: null },
      { at: at + 1_000, variant: "apps", grantType: "refresh_token", status: 200, error: null, cut: null },
      { at: at + 1_000, variant: "apps", grantType: "refresh_token", status: 400, error: "invalid_grant", cut: null },
    ]);
    sandbox.oauth.clearTokenRequests();
    expect(sandbox.oauth.tokenRequests()).toEqual([]);
  });
});

describe("idempotency keys at the token endpoint", () => {
  const key = { headers: { "idempotency-key": "attempt-1" } };

  test("mean nothing unless asked for", async () => {
    const { sandbox } = oauthSandbox();
    const { refresh_token } = await signIn(sandbox);
    expect((await refresh(sandbox, refresh_token, key)).status).toBe(200);
    expect((await refresh(sandbox, refresh_token, key)).status).toBe(400);
  });

  test("repeat the answer when asked for, also one that was cut, and refuse another request", async () => {
    const { sandbox } = oauthSandbox({ idempotentTokens: true });
    const { refresh_token } = await signIn(sandbox);
    sandbox.oauth.cutTokenRequests("after", 1);
    await expect(refresh(sandbox, refresh_token, key)).rejects.toBeInstanceOf(ConnectionCut);
    const repeated = await refresh(sandbox, refresh_token, key);
    expect(repeated.status).toBe(200);
    expect((await ask(sandbox, "/v1/balance", { key: repeated.body.access_token })).status).toBe(200);
    expect((await refresh(sandbox, "rt_other", key)).status).toBe(400);
    expect(sandbox.oauth.tokenRequests().map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe("the control surface under /_sandbox/oauth", () => {
  test("issues codes, cuts, lists, sets the tokens' life and uninstalls", async () => {
    const { sandbox, clock } = oauthSandbox();
    await control(sandbox, "POST settings", { access_token_seconds: 5 });
    const { body } = await control(sandbox, "POST codes", { client_id: "ca_sandbox", account: sandbox.accounts().connected });
    const { body: tokens } = await exchange(sandbox, String(body["code"]));
    expect(tokens.stripe_user_id).toBe(sandbox.accounts().connected);
    clock.advanceSeconds(5);
    expect((await ask(sandbox, "/v1/balance", { key: tokens.access_token })).status).toBe(401);
    await control(sandbox, "POST cuts", { when: "before", count: 1 });
    await expect(refresh(sandbox, tokens.refresh_token)).rejects.toBeInstanceOf(ConnectionCut);
    const list = await control(sandbox, "GET requests");
    expect(list.body).toMatchObject([{ status: 200 }, { status: null, cut: "before" }]);
    expect((await control(sandbox, "DELETE requests")).body).toEqual([]);
    const uninstalled = await control(sandbox, "POST uninstalls", { client_id: "ca_sandbox", account: tokens.stripe_user_id });
    expect(uninstalled.body).toEqual({ uninstalled: true });
  });

  test.each([
    ["POST cuts", { when: "now", count: 1 }, 400],
    ["POST cuts", { when: "after", count: 1.5 }, 400],
    ["POST codes", {}, 400],
    ["POST codes", { client_id: "ca_none" }, 400],
    ["POST codes", { client_id: "ca_sandbox", account: "acct_none" }, 400],
    ["POST settings", { access_token_seconds: "5" }, 400],
    ["POST requests", {}, 404],
    ["GET other", undefined, 404],
  ])("answers %s %j with %i", async (what, body, status) => {
    expect((await control(oauthSandbox().sandbox, what, body)).status).toBe(status);
  });
});
