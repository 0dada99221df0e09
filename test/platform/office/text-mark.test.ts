import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { toCellInput } from "../../../src/platform/office/text-mark";
import { readCellInput } from "../../excel-sim/cell-input";
import { riskyText } from "../../fakes/risky-text";

/** What a cell holds after the input was typed into it. */
const typed = (input: string | number | boolean) => readCellInput(input, "General");

/** Spelled out by character, to be told apart from the pattern under test. */
function isPlainWord(text: string): boolean {
  const [first = "", ...others] = text.split("_");
  const consistsOf = (part: string, letters: string) => part !== "" && [...part].every((letter) => letters.includes(letter));
  const small = "abcdefghijklmnopqrstuvwxyz";
  return others.length > 0 && consistsOf(first, small) && others.every((part) => consistsOf(part, `${small}${small.toUpperCase()}0123456789`));
}

describe("values on their way into cells", () => {
  test.each([
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
    "'quoted", "0042", "1/2", "TRUE", "WAHR", "1e5", "5%", "2026-01-31", "$5", "Jan 5", "#N/A",
  ])("%j stays the text that it is", (text) => {
    expect(toCellInput(text)).toBe(`'${text}`);
  });

  test("any text of Stripe is in the cell as it was, and never a formula, number, date or boolean: 25,000 texts", () => {
    fc.assert(fc.property(riskyText, (text) => expect(typed(toCellInput(text))).toMatchObject({ kind: "value", value: text })), { numRuns: 25_000 });
  });

  test("what goes without a mark is an id or a word with underscores and nothing else: 25,000 texts", () => {
    const alike = fc.array(fc.constantFrom("ch", "e", "true", "_", "__", "1", "Z", "é", ".", "\n", " ", "="), { minLength: 1, maxLength: 6 });
    const text = fc.oneof(alike.map((parts) => parts.join("")), riskyText);
    fc.assert(fc.property(text, (one) => String(toCellInput(one)).startsWith("'") || isPlainWord(one)), { numRuns: 25_000 });
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

  test("an id that is too long for a cell is cut as well", () => {
    expect(String(toCellInput(`ch_${"x".repeat(40_000)}`))).toHaveLength(32_767);
  });
});
