import { describe, expect, test } from "@jest/globals";
import { createProfile } from "../../src/connections/profile";
import { planSignIn } from "../../src/connections/plan-sign-in";
import { type GivenSettings, readSettings } from "../../src/connections/read-settings";
import { commandLineSignIn } from "../../src/connections/sign-in-surroundings";

function profileOf(given: GivenSettings, allowed: readonly string[] = []) {
  const settings = readSettings(given);
  return createProfile(settings, planSignIn(settings, commandLineSignIn), allowed);
}

describe("createProfile", () => {
  test("knows mode and kind by the key, and keeps the key out of the profile", () => {
    const profile = profileOf({ Name: "Shop", ApiKey: "rk_live_1234" });
    expect(profile).toEqual({
      name: "Shop",
      mode: "live",
      signIn: "restrictedKey",
      apiBase: "https://api.stripe.com",
      apiVersion: "2026-10-28.endive",
      accountId: null,
      timeZone: "UTC",
      maxRows: null,
      timeout: null,
      cacheTolerance: 300,
      cacheBytes: 256 * 2 ** 20,
      maxRequests: 500,
      search: "off",
      limits: { account: null, endpoint: null, search: null, concurrent: null },
    });
    expect(JSON.stringify(profileOf({ ApiKey: "rk_live_1234" }))).not.toContain("1234");
  });

  test.each(["https://evil.example", "http://127.0.0.1:1", "http://api.stripe.com", "https://api.stripe.com.evil.example", "https://api.stripe.com@evil.example", "https://api.stripe.com/evil"])(
    "never sends a live key to %s",
    (ApiBase) => {
      expect(() => profileOf({ ApiKey: "sk_live_1234", ApiBase }, [ApiBase])).toThrow(/live key|not an address/);
    },
  );

  test.each(["http://localhost:4000", "http://127.0.0.1:12111/", "http://[::1]:8080", "https://api.stripe.com"])(
    "sends a test key to %s",
    (ApiBase) => {
      expect(profileOf({ ApiKey: "sk_test_1", ApiBase }).apiBase).toBe(ApiBase.replace(/\/$/, ""));
    },
  );

  test.each(["http://localhost.evil.example", "http://127.0.0.1.evil.example", "https://sandbox.example", "http://0x7f.1.evil.example"])(
    "does not send a test key to %s, unless the deployment allows it",
    (ApiBase) => {
      expect(() => profileOf({ ApiKey: "sk_test_1", ApiBase })).toThrow("Keys may not be sent to");
      expect(profileOf({ ApiKey: "sk_test_1", ApiBase }, [ApiBase]).apiBase).toBe(ApiBase);
    },
  );

  test.each(["pk_test_123", "hello", "sk_test_"])("says that %p is not a key, without repeating it", (ApiKey) => {
    expect(() => profileOf({ ApiKey })).toThrow("This is not a Stripe API key.");
  });

  test.each([
    [{ AccountId: "shop" }, "An account id starts with acct_."],
    [{ TimeZone: "Mars/Olympus" }, "Use an IANA name"],
    [{ MaxRows: "-2" }, "MaxRows is a whole number above 0, or -1 for all rows."],
    [{ Timeout: "1.5" }, "Timeout is a whole number of seconds, or 0 for no limit."],
    [{ ApiVersion: "latest" }, "An API version looks like"],
    [{ ApiBase: "ftp://x" }, "The API root is an address"],
  ])("refuses %j and says what to write", (texts, advice) => {
    expect(() => readSettings(texts)).toThrow(expect.objectContaining({ code: "BAD_SETTING", hint: expect.stringContaining(advice) as unknown }));
  });

  test("takes what other connectors write for no limit", () => {
    expect(readSettings({ MaxRows: "-1", Timeout: "0" })).toMatchObject({ MaxRows: null, Timeout: null });
  });

  test("needs a key", () => {
    expect(() => profileOf({})).toThrow("The connection has no API key.");
  });
});
