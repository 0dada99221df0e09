import { describe, expect, test } from "@jest/globals";
import { ask } from "../ask";
import { askToken, exchange, oauthSandbox, refresh, signIn } from "./oauth-client";

describe("the token endpoint of Stripe Apps", () => {
  test("answers a code with the pair, the account, the scope stripe_apps and no expires_in", async () => {
    const { sandbox } = oauthSandbox();
    const { connected } = sandbox.accounts();
    const { status, body } = await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_sandbox", account: connected }));
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^sk_test_app\w{40}$/) as unknown,
      refresh_token: expect.stringMatching(/^rt_\w{40}$/) as unknown,
      livemode: false,
      scope: "stripe_apps",
      stripe_publishable_key: expect.stringMatching(/^pk_test_/) as unknown,
      stripe_user_id: connected,
      token_type: "bearer",
    });
  });

  test.each([
    ["a code twice", 0],
    ["a code after 5 minutes", 300],
  ])("refuses %s with invalid_grant", async (_what, seconds) => {
    const { sandbox, clock } = oauthSandbox();
    const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    if (seconds === 0) await exchange(sandbox, code);
    clock.advanceSeconds(seconds);
    expect(await exchange(sandbox, code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("takes a code one millisecond before its 5 minutes are over", async () => {
    const { sandbox, clock } = oauthSandbox();
    const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    clock.advanceSeconds(299.999);
    expect((await exchange(sandbox, code)).status).toBe(200);
  });

  test("rolls the refresh token: the old one fails from then on, and the access token before it is revoked", async () => {
    const { sandbox } = oauthSandbox();
    const first = await signIn(sandbox);
    const second = await refresh(sandbox, first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.stripe_user_id).toBe(first.stripe_user_id);
    expect(await refresh(sandbox, first.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await ask(sandbox, "/v1/account", { key: first.access_token })).status).toBe(401);
    expect((await ask(sandbox, "/v1/account", { key: second.body.access_token })).status).toBe(200);
    expect((await refresh(sandbox, second.body.refresh_token)).status).toBe(200);
  });

  test("lets a refresh token live for a year", async () => {
    const { sandbox, clock } = oauthSandbox();
    const { refresh_token } = await signIn(sandbox);
    clock.advanceSeconds(364 * 86_400);
    const { body } = await refresh(sandbox, refresh_token);
    clock.advanceSeconds(365 * 86_400);
    expect(await refresh(sandbox, body.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant", error_description: /expired/ } });
  });

  test.each([
    ["no key", "", 401],
    ["a wrong key", "sk_test_51wrong", 401],
    ["a restricted key", "rk_test_sandbox", 403],
  ])("refuses %s with invalid_client and %s", async (_what, secret, status) => {
    const { sandbox } = oauthSandbox();
    const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    expect(await exchange(sandbox, code, { secret })).toMatchObject({ status, body: { error: "invalid_client" } });
    expect((await exchange(sandbox, code)).status).toBe(200);
  });

  test.each(["access_token", "refresh_token"] as const)("refuses its own %s in place of the secret key", async (kind) => {
    const { sandbox } = oauthSandbox();
    const tokens = await signIn(sandbox);
    const refused = await refresh(sandbox, tokens.refresh_token, { secret: tokens[kind] });
    expect(refused).toMatchObject({ status: 403, body: { error: "invalid_client" } });
  });

  test.each([
    ["no grant type", "code=ac_1", "invalid_request"],
    ["an unknown grant type", "grant_type=password", "unsupported_grant_type"],
    ["no code", "grant_type=authorization_code", "invalid_request"],
    ["a field more than the two", "grant_type=authorization_code&code=ac_1&redirect_uri=https%3A%2F%2Fa.example", "invalid_request"],
    ["a scope", "grant_type=refresh_token&refresh_token=rt_1&scope=read_only", "invalid_request"],
    ["a code twice in one form", "grant_type=authorization_code&code=ac_1&code=ac_2", "invalid_request"],
    ["a code that does not exist", "grant_type=authorization_code&code=ac_1", "invalid_grant"],
    ["a refresh token that does not exist", "grant_type=refresh_token&refresh_token=rt_1", "invalid_grant"],
  ])("refuses %s", async (_what, form, error) => {
    const { sandbox } = oauthSandbox();
    const { status, body } = await askToken(sandbox, form);
    expect([status, Object.keys(body), body.error]).toEqual([400, ["error", "error_description"], error]);
  });

  test("refuses a body that is no form", async () => {
    const { sandbox } = oauthSandbox();
    const refused = await askToken(sandbox, "{}", { headers: { "content-type": "application/json" } });
    expect(refused).toMatchObject({ status: 400, body: { error: "invalid_request" } });
  });

  test("answers GET as an unknown address", async () => {
    const { sandbox } = oauthSandbox();
    expect((await ask(sandbox, "/v1/oauth/token")).status).toBe(404);
  });
});

describe("apps besides the built-in ones", () => {
  const shared = { variant: "apps", name: "Mine", redirectUris: ["https://mine.example/callback"], permissions: ["charge_read"] } as const;
  const apps = [
    { ...shared, clientId: "ca_mine_test", clientSecret: "sk_test_mine" },
    { ...shared, clientId: "ca_mine_live", clientSecret: "sk_live_mine" },
  ];

  test("are refused codes of the other mode with words that say so, and the code stays good", async () => {
    const { sandbox } = oauthSandbox({ apps });
    const code = sandbox.oauth.issueCode({ clientId: "ca_mine_test" });
    const refused = await exchange(sandbox, code, { secret: "sk_live_mine" });
    expect(refused).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(refused.body.error_description).toMatch(/test mode.*live mode/);
    expect((await exchange(sandbox, code, { secret: "sk_test_mine" })).status).toBe(200);
  });

  test("are refused codes and refresh tokens of another app of the same mode", async () => {
    const { sandbox } = oauthSandbox({ apps });
    const tokens = await signIn(sandbox);
    const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    expect(await exchange(sandbox, code, { secret: "sk_test_mine" })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await refresh(sandbox, tokens.refresh_token, { secret: "sk_test_mine" })).toMatchObject({ body: { error: "invalid_grant" } });
  });

  test("of live mode get live tokens", async () => {
    const { sandbox } = oauthSandbox({ apps });
    const { body } = await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_mine_live" }), { secret: "sk_live_mine" });
    expect(body).toMatchObject({ livemode: true, access_token: expect.stringMatching(/^sk_live_app/) as unknown });
  });

  test("may read what their manifest asks for and nothing else", async () => {
    const { sandbox } = oauthSandbox({ apps });
    const { body } = await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_mine_test" }), { secret: "sk_test_mine" });
    expect((await ask(sandbox, "/v1/charges", { key: body.access_token })).status).toBe(200);
    const refused = await ask(sandbox, "/v1/payouts", { key: body.access_token });
    expect([refused.status, refused.body.error.message]).toEqual([403, expect.stringContaining("rak_payout_read")]);
  });
});

describe("chance", () => {
  test("follows from the seed, or comes from given bytes", async () => {
    const tokenOf = async (options = {}) => (await signIn(oauthSandbox(options).sandbox)).access_token;
    expect(await tokenOf()).toBe(await tokenOf());
    expect(await tokenOf({ randomBytes: (count: number) => new Uint8Array(count).fill(11) })).toBe(`sk_test_app${"B".repeat(40)}`);
  });
});
