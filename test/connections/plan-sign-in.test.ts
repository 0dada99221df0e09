import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../src/base/app-error";
import type { Secret } from "../../src/base/secret";
import { planSignIn } from "../../src/connections/plan-sign-in";
import { createProfile } from "../../src/connections/profile";
import { propertyNames } from "../../src/connections/properties";
import { type GivenSettings, readSettings } from "../../src/connections/read-settings";
import { commandLineSignIn, pageSignIn, type SignInSurroundings } from "../../src/connections/sign-in-surroundings";
import { unrestrictedLiveKey } from "../../src/connections/unrestricted-key";
import { sampleValues } from "./sample-values";

const planOf = (given: GivenSettings, where: SignInSurroundings = commandLineSignIn) => planSignIn(readSettings(given), where);
const refusalOf = (given: GivenSettings, where?: SignInSurroundings): AppError => {
  try {
    planOf(given, where);
  } catch (failure) {
    if (failure instanceof AppError) return failure;
  }
  throw new Error("it was not refused");
};
const shown = (secret: Secret | null | undefined) => secret?.reveal() ?? null;

describe("planSignIn with a key", () => {
  test.each([
    ["rk_test_1", "test", "restricted"],
    ["sk_test_1", "test", "secret"],
    ["rk_live_1", "live", "restricted"],
    ["sk_live_1", "live", "secret"],
  ])("tells mode and kind of %s by its beginning", (ApiKey, mode, keyKind) => {
    expect(planOf({ ApiKey })).toMatchObject({ kind: "key", mode, keyKind });
  });

  test.each<[string, GivenSettings]>([
    ["with AuthScheme=OAuth", { AuthScheme: "OAuth", OAuthAccessToken: "sk_test_old" }],
    ["with AuthScheme=APIKey", { AuthScheme: "APIKey", OAuthAccessToken: "sk_test_old" }],
    ["with no scheme at all", { OAuthAccessToken: "sk_test_old" }],
  ])("takes an access token that is really an sk_ key for the key that it is, %s", (_, given) => {
    const plan = planOf(given);
    expect(plan).toMatchObject({ kind: "key", mode: "test", keyKind: "secret" });
    expect(plan.kind === "key" && plan.key.reveal()).toBe("sk_test_old");
  });

  test("asks for a confirmation of an unrestricted live key only, and explains restricted keys", () => {
    expect(unrestrictedLiveKey(planOf({ ApiKey: "sk_live_1" }))).toMatchObject({
      sentence: expect.stringContaining("unrestricted live key") as unknown,
      hint: expect.stringContaining("restricted key") as unknown,
    });
    for (const ApiKey of ["rk_live_1", "sk_test_1", "rk_test_1"]) expect(unrestrictedLiveKey(planOf({ ApiKey }))).toBeNull();
    expect(unrestrictedLiveKey(planOf({ OAuthAccessToken: "sk_live_old" }))).not.toBeNull();
    expect(unrestrictedLiveKey(planOf({ InitiateOAuth: "REFRESH" }))).toBeNull();
  });
});

describe("planSignIn with OAuth", () => {
  const tokens = { OAuthAccessToken: "at_1", OAuthRefreshToken: "rt_1", Mode: "test" };

  test("OFF uses the given token as it is and keeps nothing", () => {
    expect(planOf({ AuthScheme: "OAuth", OAuthAccessToken: "at_1" })).toMatchObject({ kind: "token", mode: "live", expiresAt: null });
  });

  test("OFF knows when the token ends, by its date and its life or Stripe's hour", () => {
    const made = { OAuthAccessToken: "at_1", OAuthTokenTimestamp: "1000000" };
    expect(planOf(made)).toMatchObject({ expiresAt: 1_000_000 + 3_600_000 });
    expect(planOf({ ...made, OAuthExpiresIn: "60" })).toMatchObject({ expiresAt: 1_060_000 });
  });

  test("OFF takes a text that looks like a key for a token when its life is told: Stripe Apps have such tokens", () => {
    const made = { OAuthAccessToken: "sk_test_1", OAuthTokenTimestamp: "1000000" };
    expect(planOf(made)).toMatchObject({ kind: "token", mode: "test", expiresAt: 1_000_000 + 3_600_000 });
    expect(planOf({ ...made, OAuthExpiresIn: "60" })).toMatchObject({ kind: "token", mode: "test", expiresAt: 1_060_000 });
  });

  test.each(["REFRESH", "GETANDREFRESH"])("%s keeps and renews a token that looks like a key", (InitiateOAuth) => {
    for (const OAuthRefreshToken of ["rt_1", ""]) {
      const given = { InitiateOAuth, OAuthAccessToken: "sk_live_1", OAuthRefreshToken };
      expect(planOf(given)).toMatchObject({ kind: "grant", mode: "live", seed: { kind: "tokens" } });
    }
  });

  test.each(["REFRESH", "GETANDREFRESH"])("%s with nothing else uses what was kept", (InitiateOAuth) => {
    expect(planOf({ InitiateOAuth, OAuthSettingsLocation: "./stripe-oauth" })).toMatchObject({
      kind: "grant",
      initiate: InitiateOAuth,
      location: { kind: "file", name: "./stripe-oauth" },
      seed: null,
      app: null,
    });
  });

  test.each(["REFRESH", "GETANDREFRESH"])("%s takes the first tokens from the settings", (InitiateOAuth) => {
    const plan = planOf({ InitiateOAuth, ...tokens, OAuthExpiresIn: "100", OAuthTokenTimestamp: "5" });
    expect(plan).toMatchObject({ kind: "grant", seed: { kind: "tokens", expiresIn: 100, issuedAt: 5 } });
    const seed = plan.kind === "grant" && plan.seed?.kind === "tokens" ? plan.seed : null;
    expect([shown(seed?.accessToken), shown(seed?.refreshToken)]).toEqual(["at_1", "rt_1"]);
  });

  test("GETANDREFRESH exchanges a verifier of another browser", () => {
    const plan = planOf({ InitiateOAuth: "GETANDREFRESH", OAuthVerifier: "ac_1", Mode: "test" });
    expect(plan.kind === "grant" && plan.seed?.kind === "code" && plan.seed.code.reveal()).toBe("ac_1");
  });

  test("brings an own app, of the mode of its secret", () => {
    const own = { OAuthClientId: "ca_1", OAuthClientSecret: "sk_test_dev", CallbackURL: "https://a.example/cb", OAuthApp: "Connect", Scope: "read_only" };
    expect(planOf({ InitiateOAuth: "GETANDREFRESH", ...own })).toMatchObject({
      variant: "connect",
      mode: "test",
      scope: "read_only",
      app: { clientId: "ca_1", mode: "test", variant: "connect", callbackUrl: "https://a.example/cb" },
    });
  });

  test("later connects need no client secret: it is kept with the tokens", () => {
    expect(planOf({ InitiateOAuth: "REFRESH", OAuthClientId: "ca_1" })).toMatchObject({ app: { clientId: "ca_1", clientSecret: null } });
  });

  test.each<[string, SignInSurroundings, GivenSettings, object]>([
    ["the gateway, in a page that has one", pageSignIn({ gateway: true }), {}, { kind: "roaming", name: "default" }],
    ["the browser, in a page without a gateway", pageSignIn({ gateway: false }), {}, { kind: "device", name: "default" }],
    ["the gateway that the command line names", commandLineSignIn, { Gateway: "https://g.example" }, { kind: "roaming", name: "default" }],
    ["where the settings say", pageSignIn({ gateway: true }), { OAuthSettingsLocation: "memory://x" }, { kind: "memory", name: "x" }],
  ])("keeps tokens at %s", (...[, where, given, location]) => {
    expect(planOf({ InitiateOAuth: "REFRESH", ...given }, where)).toMatchObject({ location });
  });
});

describe("planSignIn refuses what does not go together", () => {
  const page = pageSignIn({ gateway: true });
  const renew = { InitiateOAuth: "REFRESH" };
  test.each<[GivenSettings, string, SignInSurroundings?]>([
    [{ ApiKey: "rk_test_1", OAuthAccessToken: "at_1" }, "The connection has both an API key and an access token."],
    [{ ApiKey: "rk_test_1", AuthScheme: "OAuth" }, "The connection has an API key, but AuthScheme is OAuth."],
    [{ ApiKey: "rk_test_1", InitiateOAuth: "REFRESH" }, "InitiateOAuth has no meaning for a connection with an API key."],
    [{ ApiKey: "rk_live_1", Mode: "test" }, "This is a live key, but Mode is test."],
    [{ OAuthAccessToken: "sk_live_1", Mode: "test" }, "This is a live key, but Mode is test."],
    [{ ...renew, OAuthClientId: "ca_1", OAuthClientSecret: "sk_live_1", Mode: "test" }, "OAuthClientSecret is a live key, but Mode is test."],
    [{ ...renew, OAuthClientId: "ca_1", OAuthClientSecret: "sk_live_1", OAuthAccessToken: "sk_test_1" }, "OAuthClientSecret says live mode, but OAuthAccessToken says test mode."],
    [{ ...renew, OAuthClientSecret: "sk_test_1" }, "OAuthClientSecret is given without OAuthClientId."],
    [{ ...renew, OAuthClientId: "ca_1", OAuthClientSecret: "rk_test_1" }, "OAuthClientSecret is not a secret key."],
    [{ ...renew, CallbackURL: "https://a.example" }, "CallbackURL is given without OAuthClientId."],
    [{ ...renew, OAuthChannel: "chnlink_1" }, "OAuthChannel is given without a Stripe App."],
    [{ ...renew, OAuthVerifier: "ac_1" }, "OAuthVerifier has no meaning with InitiateOAuth=REFRESH."],
    [{ OAuthAccessToken: "at_1", OAuthRefreshToken: "rt_1" }, "OAuthRefreshToken has no meaning with InitiateOAuth=OFF."],
    [{ OAuthAccessToken: "at_1", OAuthSettingsLocation: "memory:" }, "OAuthSettingsLocation has no meaning with InitiateOAuth=OFF."],
    [{ ...renew, State: "abc" }, "State has no meaning with InitiateOAuth=REFRESH."],
    [{ InitiateOAuth: "GETANDREFRESH", Scope: "read_only" }, "Scope has no meaning for a Stripe App, whose permissions are in its manifest."],
    [{ InitiateOAuth: "GETANDREFRESH", OAuthVerifier: "ac_1", OAuthAccessToken: "at_1" }, "OAuthVerifier is given together with tokens."],
    [{ InitiateOAuth: "GETANDREFRESH", OAuthVerifier: "ac_1" }, "Nothing tells whether this sign-in is for test or live mode."],
    [{ ...renew, OAuthExpiresIn: "5" }, "OAuthExpiresIn is given without OAuthAccessToken."],
    [{ OAuthAccessToken: "sk_test_1", OAuthExpiresIn: "5" }, "OAuthExpiresIn is given without OAuthTokenTimestamp."],
    [{ OAuthAccessToken: "sk_test_1", OAuthTokenTimestamp: "5", Mode: "live" }, "This is a test key, but Mode is live."],
    [{ ...renew, OAuthSettingsLocation: "device:" }, "OAuthSettingsLocation cannot be device: (this browser) on the command line."],
    [{ ...renew, OAuthSettingsLocation: "C:\\me\\oauth.txt" }, "OAuthSettingsLocation cannot be the path of a file in the add-in.", page],
    [{ ...renew, OAuthSettingsLocation: "roaming:" }, "OAuthSettingsLocation=roaming: needs a gateway."],
    [{ ...renew, OAuthSettingsLocation: "memory:", Gateway: "https://g.example" }, "Gateway is given, but OAuthSettingsLocation keeps the tokens elsewhere."],
    [{ ...renew, Gateway: "https://g.example" }, "Gateway can be set on the command line only.", page],
    [{ ...renew, ApiBase: "http://localhost:1" }, "ApiBase has no meaning where a gateway keeps the tokens, since it calls Stripe itself.", page],
  ])("%j", (...[given, message, where]) => {
    const refusal = refusalOf(given, where);
    expect(refusal).toMatchObject({ code: "BAD_SETTING", message });
    expect(refusal.hint).toMatch(/\w/);
  });

  test.each<[GivenSettings, string]>([
    [{}, "The connection has no API key."],
    [{ AuthScheme: "OAuth" }, "The connection has no access token."],
  ])("%j has nothing to sign in with", (given, message) => {
    expect(refusalOf(given)).toMatchObject({ code: "NOT_CONNECTED", message });
  });

  test("any settings end in a plan or in a sentence that repeats no secret", () => {
    const any = fc.record(
      Object.fromEntries(propertyNames.map((name) => [name, fc.constantFrom(...sampleValues[name])])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(any, (given) => {
        try {
          expect(planOf(given).kind).toMatch(/^(key|token|grant)$/);
        } catch (failure) {
          expect(failure).toBeInstanceOf(AppError);
          expect((failure as AppError).code).toMatch(/^(BAD_SETTING|NOT_CONNECTED)$/);
          expect((failure as AppError).advice).not.toMatch(/planted/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("createProfile", () => {
  const profileOf = (given: GivenSettings, allowed: readonly string[] = []) => {
    const settings = readSettings(given);
    return createProfile(settings, planSignIn(settings, commandLineSignIn), allowed);
  };
  const foreign = "https://stripe.example";

  test.each<[string, GivenSettings]>([
    ["an API key", { ApiKey: "rk_live_1" }],
    ["an access token that is a key", { OAuthAccessToken: "sk_live_1" }],
    ["an access token that tells no mode", { AuthScheme: "OAuth", OAuthAccessToken: "at_1" }],
    ["first tokens that tell no mode", { InitiateOAuth: "REFRESH", OAuthAccessToken: "at_1" }],
    ["the tokens of a live app", { InitiateOAuth: "REFRESH", OAuthClientId: "ca_1", OAuthClientSecret: "sk_live_1" }],
  ])("refuses a live key with a foreign API root: %s", (_, given) => {
    for (const ApiBase of [foreign, "http://127.0.0.1:12111"]) {
      expect(() => profileOf({ ...given, ApiBase }, [foreign])).toThrow(/A live key is sent to https:\/\/api\.stripe\.com only/);
    }
  });

  test("sends an unknown token to a sandbox when the person says that it is a test token", () => {
    expect(profileOf({ OAuthAccessToken: "at_1", Mode: "test", ApiBase: "http://127.0.0.1:1" })).toMatchObject({ mode: "test", signIn: "accessToken" });
  });

  test("says how the connection signs in", () => {
    expect(profileOf({ ApiKey: "sk_test_1" }).signIn).toBe("secretKey");
    expect(profileOf({ InitiateOAuth: "GETANDREFRESH" })).toMatchObject({ signIn: "oauth", mode: "live" });
  });
});
