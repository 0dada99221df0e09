import { describe, expect, test } from "@jest/globals";
import { Secret } from "../../src/base/secret";
import { createLocalWorld, never, ownApp, reading } from "./local-world";

const account = { path: "/v1/account", query: [] } as const;
const hour = 3_600_000;
const refresh = { InitiateOAuth: "REFRESH" };

describe("A first connect with InitiateOAuth=REFRESH and tokens", () => {
  test("reads with the token, and the next connect needs only InitiateOAuth and OAuthSettingsLocation", async () => {
    const world = createLocalWorld();
    const first = await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()) });
    expect(await first.client.get(account, reading)).toMatchObject({ object: "account" });
    const next = await world.connect(refresh);
    expect(await next.client.get(account, reading)).toMatchObject({ object: "account" });
    expect(next.profile).toMatchObject({ mode: "test", signIn: "oauth" });
  });

  test("goes on after the token's hour: it is renewed without asking", async () => {
    const world = createLocalWorld();
    await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()) });
    await world.clock.advance(2 * hour);
    const { client } = await world.connect(refresh);
    expect(await client.get(account, reading)).toMatchObject({ object: "account" });
    expect(world.tokenRequests()).toBe(1);
  });

  test("keeps the renewed tokens when the first ones still stand in the settings", async () => {
    const world = createLocalWorld();
    const settings = { ...refresh, ...ownApp, ...(await world.signInElsewhere()) };
    await world.connect(settings);
    await world.clock.advance(2 * hour);
    for (let round = 0; round < 2; round++) await (await world.connect(settings)).client.get(account, reading);
    expect(world.tokenRequests()).toBe(1);
  });

  test("takes other tokens that a person has put there since, in place of those that were kept", async () => {
    const world = createLocalWorld();
    const before = await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()) });
    const newer = await world.signInElsewhere();
    const after = await world.connect({ ...refresh, ...ownApp, ...newer });
    await after.client.get(account, reading);
    expect(after.grant?.generation).toBe((before.grant?.generation ?? 0) + 1);
    expect(world.sent.at(-1)?.headers["Authorization"]).toBe(`Bearer ${newer.OAuthAccessToken}`);
  });

  test("works with the refresh token alone", async () => {
    const world = createLocalWorld();
    const { OAuthRefreshToken } = await world.signInElsewhere();
    const { client } = await world.connect({ ...refresh, ...ownApp, OAuthRefreshToken });
    expect(await client.get(account, reading)).toMatchObject({ object: "account" });
  });

  test("uses an access token without a refresh token as long as it works, then asks to sign in", async () => {
    const world = createLocalWorld();
    const { OAuthAccessToken } = await world.signInElsewhere();
    await world.connect({ ...refresh, ...ownApp, OAuthAccessToken });
    const { client } = await world.connect(refresh);
    expect(await client.get(account, reading)).toMatchObject({ object: "account" });
    await world.clock.advance(2 * hour);
    await expect(client.get(account, reading)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });

  test("knows how old the token is, so that one which has ended is not sent", async () => {
    const world = createLocalWorld();
    const made = { OAuthExpiresIn: "3600", OAuthTokenTimestamp: String(world.clock.now() - 2 * hour) };
    const { client } = await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()), ...made });
    await client.get(account, reading);
    expect(world.sent.map(({ url }) => new URL(url).pathname)).toEqual(["/v1/oauth/token", "/v1/account"]);
  });

  test("says at once that there is no app to renew them with", async () => {
    const world = createLocalWorld();
    const tokens = await world.signInElsewhere();
    await expect(world.connect({ ...refresh, ...tokens, Mode: "test" })).rejects.toMatchObject({ code: "BAD_SETTING" });
  });

  test("does not take tokens again that were disconnected", async () => {
    const world = createLocalWorld();
    const settings = { ...refresh, ...ownApp, ...(await world.signInElsewhere()) };
    await world.connect(settings);
    await world.place.disconnect("./stripe-oauth", never);
    await expect(world.connect(settings)).rejects.toMatchObject({
      code: "REAUTH_REQUIRED",
      message: "The tokens in the settings were kept before, and that sign-in was disconnected.",
    });
  });

  test("leaves what came of the tokens when a second program brings the same ones late", async () => {
    const world = createLocalWorld();
    const tokens = await world.signInElsewhere();
    const { grant } = await world.connect({ ...refresh, ...ownApp, ...tokens });
    await world.place.refresh("./stripe-oauth", never);
    const brought = { kind: "tokens", accessToken: null, refreshToken: new Secret(tokens.OAuthRefreshToken), expiresIn: null, issuedAt: null } as const;
    const again = await world.place.adopt("./stripe-oauth", { seed: brought, app: { clientId: "ca_sandbox", clientSecret: null, variant: "apps", mode: "test", channel: null, callbackUrl: null }, variant: "apps", mode: "test" }, never);
    expect(again).toMatchObject({ state: "ACTIVE", generation: (grant?.generation ?? 0) + 1 });
    expect(await world.place.refresh("./stripe-oauth", never)).toMatchObject({ state: "ACTIVE" });
  });

  test("takes tokens again when the program ended before they were kept", async () => {
    const world = createLocalWorld();
    const tokens = await world.signInElsewhere();
    const settings = { ...refresh, ...ownApp, ...tokens };
    await world.connect(settings);
    const remembered = await world.seeds.recall("./stripe-oauth", never);
    await world.place.disconnect("./stripe-oauth", never);
    await world.seeds.remember("./stripe-oauth", { ...remembered!, state: "adopting" }, never);
    expect((await world.connect(settings)).grant).toMatchObject({ state: "ACTIVE" });
  });
});

describe("InitiateOAuth=GETANDREFRESH", () => {
  const verified = (code: string) => ({ InitiateOAuth: "GETANDREFRESH", ...ownApp, OAuthVerifier: code });

  test("exchanges the verifier once, however often it connects", async () => {
    const world = createLocalWorld();
    const settings = verified(world.code());
    for (let round = 0; round < 3; round++) {
      const { client } = await world.connect(settings);
      expect(await client.get(account, reading)).toMatchObject({ object: "account" });
    }
    expect(world.tokenRequests()).toBe(1);
  });

  test("never sends a code a second time, not even when the first exchange failed", async () => {
    const world = createLocalWorld();
    const settings = verified("ac_unknown");
    await expect(world.connect(settings)).rejects.toMatchObject({ code: "SIGN_IN_FAILED" });
    await expect(world.connect(settings)).rejects.toMatchObject({ code: "REAUTH_REQUIRED", message: "The code in OAuthVerifier has been used already." });
    expect(world.tokenRequests()).toBe(1);
  });

  test("exchanges the verifier once when two programs connect at the same time", async () => {
    const world = createLocalWorld();
    const settings = verified(world.code());
    const both = await Promise.allSettled([world.connect(settings), world.connect(settings)]);
    expect(world.tokenRequests()).toBe(1);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await world.connect(settings)).grant).toMatchObject({ state: "ACTIVE" });
  });

  test("asks the person when nothing is kept, and not when something is", async () => {
    const world = createLocalWorld();
    let asked = 0;
    const signIn = async () => {
      asked++;
      await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()) });
      return (await world.place.find("./stripe-oauth", never))!;
    };
    for (let round = 0; round < 2; round++) await world.connect({ InitiateOAuth: "GETANDREFRESH" }, { signIn });
    expect(asked).toBe(1);
  });
});

describe("openRoute", () => {
  test.each(["REFRESH", "GETANDREFRESH"])("with %s and nothing kept says where to sign in", async (InitiateOAuth) => {
    await expect(createLocalWorld().connect({ InitiateOAuth })).rejects.toMatchObject({
      code: "REAUTH_REQUIRED",
      message: "Nobody has signed in yet: no tokens are kept in ./stripe-oauth.",
      hint: expect.stringContaining("xlstripe connect") as unknown,
    });
  });

  test("refuses to use tokens of one mode for the other", async () => {
    const world = createLocalWorld();
    await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()) });
    await expect(world.connect({ ...refresh, Mode: "live", ApiBase: "" })).rejects.toMatchObject({
      code: "BAD_SETTING",
      message: "The tokens that were kept are for test mode, but the settings say live mode.",
    });
  });

  test("sends kept live tokens to Stripe only", async () => {
    const world = createLocalWorld();
    const seed = { InitiateOAuth: "REFRESH", OAuthAccessToken: "at_1", ApiBase: "" };
    expect((await world.connect(seed)).profile).toMatchObject({ mode: "live", apiBase: "https://api.stripe.com" });
    await expect(world.connect(refresh)).rejects.toMatchObject({ code: "BAD_SETTING", message: expect.stringContaining("live tokens are sent to") as unknown });
    expect(world.sent).toEqual([]);
  });

  test("with OFF uses the token until its end, and then does not send it", async () => {
    const world = createLocalWorld();
    const { OAuthAccessToken } = await world.signInElsewhere();
    const opaque = { OAuthSettingsLocation: "", AuthScheme: "OAuth", OAuthAccessToken: `at_${OAuthAccessToken}`, Mode: "test" };
    const { client } = await world.connect({ ...opaque, OAuthTokenTimestamp: String(world.clock.now()), OAuthExpiresIn: "60" });
    await expect(client.get(account, reading)).rejects.toMatchObject({
      code: "REAUTH_REQUIRED",
      message: "Stripe did not accept the access token: it has expired, or access was taken back.",
    });
    await world.clock.advance(61_000);
    await expect(client.get(account, reading)).rejects.toMatchObject({ message: "The access token has expired." });
    expect(world.sent).toHaveLength(1);
  });

  test("renews on request, as RefreshOAuthAccessToken does", async () => {
    const world = createLocalWorld();
    const { grant } = await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()) });
    const renewed = await world.place.refresh("./stripe-oauth", never);
    expect(renewed.generation).toBe((grant?.generation ?? 0) + 1);
    expect(renewed.account).toMatch(/^acct_/);
  });

  test("renews once and repeats the request when Stripe takes a token back before its time", async () => {
    const world = createLocalWorld();
    const { client } = await world.connect({ ...refresh, ...ownApp, ...(await world.signInElsewhere()), OAuthAccessToken: "sk_test_gone" });
    expect(await client.get(account, reading)).toMatchObject({ object: "account" });
    expect(world.sent.map(({ url }) => new URL(url).pathname)).toEqual(["/v1/account", "/v1/oauth/token", "/v1/account"]);
  });
});
