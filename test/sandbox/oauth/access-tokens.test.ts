import { describe, expect, test } from "@jest/globals";
import { ask } from "../ask";
import { exchange, oauthSandbox, refresh, signIn } from "./oauth-client";

describe("an access token", () => {
  test("reads the account that was chosen, and not the data of the other one", async () => {
    const { sandbox } = oauthSandbox();
    const { platform, connected } = sandbox.accounts();
    const of = async (account: string) => (await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_sandbox", account }))).body.access_token;
    expect((await ask(sandbox, "/v1/account", { key: await of(connected) })).body.id).toBe(connected);
    const list = await ask(sandbox, "/v1/charges?limit=1", { key: await of(connected) });
    expect(list.body.data[0]?.id).toBe(sandbox.all("charge", connected)[0]?.id);
    expect((await ask(sandbox, "/v1/account", { key: await of(platform) })).body.id).toBe(platform);
  });

  test("of the platform reaches its connected account by Stripe-Account, of the connected account not the platform", async () => {
    const { sandbox } = oauthSandbox();
    const { platform, connected } = sandbox.accounts();
    const reach = async (from: string, to: string) => {
      const { body } = await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_sandbox", account: from }));
      return ask(sandbox, "/v1/account", { key: body.access_token, headers: { "stripe-account": to } });
    };
    expect((await reach(platform, connected)).body.id).toBe(connected);
    expect((await reach(connected, connected)).body.id).toBe(connected);
    const refused = await reach(connected, platform);
    expect([refused.status, refused.body.error.code]).toEqual([403, "account_invalid"]);
  });

  test("of the built-in app reads every table that an app can be allowed to read, and writes nothing", async () => {
    const { sandbox } = oauthSandbox();
    const { access_token: key } = await signIn(sandbox);
    for (const path of ["charges", "customers", "invoices", "balance_transactions", "payouts", "subscriptions", "prices", "events", "accounts"]) {
      expect([path, (await ask(sandbox, `/v1/${path}`, { key })).status]).toEqual([path, 200]);
    }
    expect((await ask(sandbox, "/v1/customers", { key, method: "POST" })).status).toBe(403);
  });

  test("is good for 3600 seconds and then answered 401 with the code api_key_expired", async () => {
    const { sandbox, clock } = oauthSandbox();
    const { access_token: key } = await signIn(sandbox);
    clock.advanceSeconds(3_599);
    expect((await ask(sandbox, "/v1/balance", { key })).status).toBe(200);
    clock.advanceSeconds(1);
    const { status, body } = await ask(sandbox, "/v1/balance", { key });
    expect([status, body.error.code]).toEqual([401, "api_key_expired"]);
    expect(body.error.message).toMatch(new RegExp(`^Expired API Key provided: sk_test_\\*+${key.slice(-4)}$`));
  });

  test("lives as long as the option says, and a later change holds for later tokens", async () => {
    const { sandbox, clock } = oauthSandbox({ accessTokenSeconds: 10 });
    const first = await signIn(sandbox);
    sandbox.oauth.setAccessTokenSeconds(20);
    const { body: second } = await refresh(sandbox, (await signIn(sandbox)).refresh_token);
    clock.advanceSeconds(10);
    expect((await ask(sandbox, "/v1/balance", { key: first.access_token })).status).toBe(401);
    expect((await ask(sandbox, "/v1/balance", { key: second.access_token })).status).toBe(200);
  });

  test("is answered 401 after the app was uninstalled, and its refresh token is refused", async () => {
    const { sandbox } = oauthSandbox();
    const tokens = await signIn(sandbox);
    expect(sandbox.oauth.uninstall("ca_sandbox", tokens.stripe_user_id)).toBe(true);
    expect((await ask(sandbox, "/v1/balance", { key: tokens.access_token })).status).toBe(401);
    expect(await refresh(sandbox, tokens.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(sandbox.oauth.uninstall("ca_sandbox", tokens.stripe_user_id)).toBe(false);
  });

  test("that was never issued is an invalid key", async () => {
    const { sandbox } = oauthSandbox();
    const { body } = await ask(sandbox, "/v1/balance", { key: `sk_test_app${"a".repeat(40)}` });
    expect(body.error.message).toMatch(/^Invalid API Key provided/);
  });
});
