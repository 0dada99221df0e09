import { expect, test } from "@jest/globals";
import { moveFormula } from "./move-formula";

test.each([
  ["follow their row", "=B2*C2+$D2", 3, "=B5*C5+$D5"],
  ["stay where their row is fixed", "=B$2+$C$2", 3, "=B$2+$C$2"],
  ["stay in texts and structured references", '=Charges[@A1]&"A1"&B4', -2, '=Charges[@A1]&"A1"&B2'],
  ["do not follow a sheet's name that looks like one", "='A1'!B2", 1, "='A1'!B3"],
  ["are no names of functions", "=LOG10(A1)", 1, "=LOG10(A2)"],
  ["are lost above the first row", "=A1+A3", -1, "=#REF!+A2"],
])("references of a formula that moves %s", (_, formula, rows, expected) => {
  expect(moveFormula(formula, rows)).toBe(expected);
});
