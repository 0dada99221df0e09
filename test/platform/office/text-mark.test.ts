import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { toCellInput } from "../../../src/platform/office/text-mark";
import { readCellInput } from "../../excel-sim/cell-input";

/** What a cell holds after the input was typed into it. */
const typed = (input: string | number | boolean) => readCellInput(input, "General");

describe("values on their way into cells", () => {
  test.each([
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
    "'quoted", "0042", "1/2", "TRUE", "WAHR", "1e5", "5%", "2026-01-31", "$5", "Jan 5", "#N/A",
  ])("%j stays the text that it is", (text) => {
    expect(toCellInput(text)).toBe(`'${text}`);
  });

  test("any text of Stripe is in the cell as it was, and never a formula, number, date or boolean", () => {
    const risky = fc.array(fc.constantFrom("=", "+", "-", "@", "'", " ", "\u200b", "1", "e", "/", "T", "RUE", "%", ".", ",", "\t", "_"), { maxLength: 6 });
    const text = fc.oneof(fc.string({ unit: "binary", minLength: 1 }), risky.map((parts) => parts.join("")).filter((joined) => joined !== ""));
    fc.assert(fc.property(text, (value) => expect(typed(toCellInput(value))).toMatchObject({ kind: "value", value })), { numRuns: 2_000 });
  });

  test("object ids and words with underscores need no mark", () => {
    expect(["ch_3Nx9", "requires_payment_method"].map(toCellInput)).toEqual(["ch_3Nx9", "requires_payment_method"]);
  });

  test("numbers and booleans keep their type, and nothing empties the cell", () => {
    expect([5, -0.5, true, null, "", Infinity, NaN].map(toCellInput)).toEqual([5, -0.5, true, "", "", "", ""]);
  });

  test("a text that is too long for a cell is cut and says so", () => {
    const cut = String(toCellInput("x".repeat(40_000)));
    expect(cut).toHaveLength(32_767);
    expect(cut.endsWith("…")).toBe(true);
  });
});
