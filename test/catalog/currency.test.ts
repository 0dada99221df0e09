import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { currencyExponent, numberFormat, toMajor } from "../../src/catalog/currency";

describe("Stripe's minor units", () => {
  test.each([
    ["eur", 2],
    ["jpy", 0],
    ["kwd", 3],
    ["mga", 0],
    ["isk", 2],
    ["ugx", 2],
    ["huf", 2],
    ["twd", 2],
  ])("of %s have %i decimals", (currency, decimals) => {
    expect(currencyExponent(currency)).toBe(decimals);
  });

  test("do not depend on the case of the code", () => {
    expect([currencyExponent("JPY"), currencyExponent("Kwd"), currencyExponent("USD")]).toEqual([0, 3, 2]);
  });

  test("of a currency that is not known have two decimals", () => {
    expect(currencyExponent("zzz")).toBe(2);
  });

  test.each([
    [1250, "eur", 12.5],
    [1250, "jpy", 1250],
    [12345, "kwd", 12.345],
    [500, "isk", 5],
    [500, "ugx", 5],
    [-7, "usd", -0.07],
    [0, "usd", 0],
  ])("%i of %s are %d in major units", (minor, currency, major) => {
    expect(toMajor(minor, currency)).toBe(major);
  });

  test("come back exactly from major units", () => {
    const currencies = fc.constantFrom("eur", "jpy", "kwd", "isk", "ugx");
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), currencies, (minor, currency) => {
        expect(Math.round(toMajor(minor, currency) * 10 ** currencyExponent(currency)) + 0).toBe(minor + 0);
      }),
    );
  });

  test("have the number format with as many decimals", () => {
    expect(["eur", "JPY", "kwd", "isk"].map(numberFormat)).toEqual(["#,##0.00", "#,##0", "#,##0.000", "#,##0.00"]);
  });
});
