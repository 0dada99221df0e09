import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { secretKindIn, withoutSecrets } from "../../src/connections/key-kind";

const random = fc.stringMatching(/^[A-Za-z0-9]{28,40}$/);

describe("what looks like a secret", () => {
  test.each([
    ["SELECT 'rk_test_51Habc'", "an API key"],
    ["Verifier=ac_123456789", "an authorization code"],
    ["https://shop.example/callback?code=ac_Bq1xYz9&state=s", "an authorization code"],
    ["OAuthRefreshToken=rt_9f8e7d6c5b", "a refresh token"],
  ])("%p holds %s", (text, kind) => {
    expect(secretKindIn(text)).toBe(kind);
  });

  test.each([
    ["SELECT ac_total, rt_name FROM charges"],
    ["SELECT 'acct_1Pgc9a' FROM start_2026"],
    ["SELECT part_1234567 FROM mac_98765432"],
    ["risk_live task_test_1"],
  ])("%p holds none", (text) => {
    expect(secretKindIn(text)).toBeNull();
  });

  test("codes and refresh tokens of Stripe's form are seen wherever they stand", () => {
    fc.assert(
      fc.property(fc.constantFrom("ac", "rt"), random, fc.constantFrom("", "=", " ", "'", "&code=", '"'), (prefix, rest, before) => {
        expect(secretKindIn(`Verifier${before || "="}${prefix}_${rest}`)).not.toBeNull();
      }),
    );
  });

  test("are cut out of traces, whatever is around them", () => {
    fc.assert(
      fc.property(fc.constantFrom("ac", "rt", "sk_live", "rk_test"), random, fc.string(), (prefix, rest, after) => {
        const cut = withoutSecrets(`Error: ${prefix}_${rest} ${after}`);
        expect(cut.startsWith("Error: [secret] ")).toBe(true);
        expect(cut).not.toContain(rest);
      }),
    );
  });
});
