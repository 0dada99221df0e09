import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { editDistance, suggestName } from "../../src/base/suggest-name";

const names = ["id", "amount", "amount_refunded", "created", "customer", "address_country"];

describe("suggesting a name", () => {
  test.each([
    ["amout", "amount"],
    ["AMOUNT_REFUNDED", "amount_refunded"],
    ["custmoer", "customer"],
    ["creatd", "created"],
    ["Country", "address_country"],
  ])("%s: %s", (written, expected) => {
    expect(suggestName(written, ["id", "amount", "amount_refunded", "created", "customer", "address_country"])).toBe(
      expected,
    );
  });
});

describe("nothing is suggested", () => {
  test.each(["x", "something_else"])("for %s", (written) => {
    expect(suggestName(written, names)).toBeUndefined();
  });
});

describe("edit distance", () => {
  test("counts letters inserted, deleted, replaced and swapped", () => {
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("ab", "ba")).toBe(1);
    expect(editDistance("", "abc")).toBe(3);
  });
  test("is the same in both directions, and zero for equal words only", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
