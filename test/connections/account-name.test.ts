import { describe, expect, test } from "@jest/globals";
import { Secret } from "../../src/base/secret";
import { fingerprint } from "../../src/connections/account-name";
import { openWithKey } from "../fakes/open-with-key";
import { createPacers } from "../../src/stripe/pacing/pacers";
import type { Limits } from "../../src/stripe/pacing/limits";
import { createFakeClock } from "../fakes/fake-clock";
import type { GivenSettings } from "../../src/connections/read-settings";

/** The account and limits that a connection's requests are paced by. */
function paceOf(given: GivenSettings): { account: string; limits: Limits } {
  const clock = createFakeClock();
  const pacers = createPacers(clock);
  const asked: { account: string; limits: Limits }[] = [];
  const watched = { of: (account: string, limits: Limits) => (asked.push({ account, limits }), pacers.of(account, limits)) };
  openWithKey(given, { clock, random: () => 0, send: () => Promise.reject(new Error("nothing is sent")), pacers: watched });
  return asked[0]!;
}

describe("The account that a connection's requests count for", () => {
  test("is one for connections with the same key, and tells nothing of the key", () => {
    const { account } = paceOf({ Name: "A", ApiKey: "rk_live_51abcSECRET" });
    expect(paceOf({ Name: "B", ApiKey: "rk_live_51abcSECRET", TimeZone: "Asia/Tokyo" }).account).toBe(account);
    expect(account).toMatch(/^https:\/\/api\.stripe\.com live key_[0-9a-f]{8}$/);
    expect(account).not.toMatch(/51abc|SECRET/);
  });

  test("is another one for another key, mode, account or API root", () => {
    const all: GivenSettings[] = [
      { ApiKey: "rk_test_1" },
      { ApiKey: "rk_test_2" },
      { ApiKey: "rk_live_1" },
      { ApiKey: "rk_test_1", AccountId: "acct_1" },
      { ApiKey: "rk_test_1", ApiBase: "http://localhost:1" },
    ];
    expect(new Set(all.map((given) => paceOf(given).account)).size).toBe(all.length);
  });

  test("is the connected account when one is named, whatever key reads it", () => {
    expect(paceOf({ ApiKey: "rk_test_1", AccountId: "acct_1" }).account).toBe(paceOf({ ApiKey: "rk_test_2", AccountId: "acct_1" }).account);
  });

  test("has the same fingerprint for the same key always", () => {
    expect(fingerprint(new Secret("foobar"))).toBe("key_bf9cf968");
  });
});

describe("The limits of a connection", () => {
  test("are Stripe's by default: 100 a second live, 25 in test mode, 25 to an endpoint, 20 searches", () => {
    expect(paceOf({ ApiKey: "rk_live_1" }).limits).toEqual({ account: 100, endpoint: 25, search: 20, concurrent: 30 });
    expect(paceOf({ ApiKey: "rk_test_1" }).limits).toEqual({ account: 25, endpoint: 25, search: 20, concurrent: 30 });
  });

  test("are none at another API root", () => {
    expect(paceOf({ ApiKey: "rk_test_1", ApiBase: "http://localhost:1" }).limits).toEqual({ account: Infinity, endpoint: Infinity, search: Infinity, concurrent: 30 });
  });

  test("are what the settings say, everywhere", () => {
    const set = { RequestsPerSecond: "80", EndpointRequestsPerSecond: "70", SearchRequestsPerSecond: "6", MaxConcurrentRequests: "5" };
    const expected = { account: 80, endpoint: 70, search: 6, concurrent: 5 };
    expect(paceOf({ ApiKey: "rk_live_1", ...set }).limits).toEqual(expected);
    expect(paceOf({ ApiKey: "rk_test_1", ApiBase: "http://localhost:1", ...set }).limits).toEqual(expected);
  });
});
