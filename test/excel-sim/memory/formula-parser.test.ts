import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createMemoryModel } from "./memory-model";
import { typeInto, valuesAt } from "../keyboard";
import { readTokens } from "./formula-tokens";

/** What a formula shows beside a few cells. */
function shown(formula: string): unknown {
  const model = createMemoryModel();
  typeInto(model, "A1", 2);
  typeInto(model, "A2", 3);
  typeInto(model, "B1", "text");
  typeInto(model, "D1", formula);
  return valuesAt(model, "D1")[0]?.[0];
}

describe("formulas", () => {
  test("lose no character when they are read", () => {
    fc.assert(fc.property(fc.string(), (text) => readTokens(text).map((token) => token.text).join("") === text));
  });

  test.each<[formula: string, value: string | number | boolean]>([
    ["=1+2*3", 7],
    ["=(1+2)*3", 9],
    ["=-2^2", 4],
    ["=10%", 0.1],
    ['="a"&"b"', "ab"],
    ['=A1&" "&B1', "2 text"],
    ["=A1<A2", true],
    ["=SUM(A1:A2,5)", 10],
    ["=AVERAGE(A:A)", 2.5],
    ["=IF(A1>1,\"yes\",\"no\")", "yes"],
    ["=IFERROR(1/0,\"none\")", "none"],
    ["=1/0", "#DIV/0!"],
    ["=A1+B1", "#VALUE!"],
    ["=Nope!A1", "#REF!"],
    ["=nope", "#NAME?"],
    ["=SUM(", "#NAME?"],
    ['=SUM({1,2;3,4})', 10],
    ["='Sheet1'!$A$1", 2],
    ["=C9", 0],
  ])("%s shows %j", (formula, value) => {
    expect(shown(formula)).toBe(value);
  });
});
