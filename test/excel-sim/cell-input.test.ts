import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCellInput } from "./cell-input";

describe("what is put into a cell", () => {
  test("is text for certain behind an apostrophe or in a Text cell", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readCellInput(`'${text}`, "General")).toEqual({ kind: "value", value: text });
        if (!text.startsWith("'")) expect(readCellInput(text, "@")).toEqual({ kind: "value", value: text });
      }),
    );
  });

  test("stays a number when it is one", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(readCellInput(number, "General")).toEqual({ kind: "value", value: number });
      }),
    );
  });

  test.each([
    ["00123", 123, undefined],
    ["-5", -5, undefined],
    ["1,234.5", 1234.5, "#,##0"],
    ["$12", 12, "$#,##0.00"],
    ["1e3", 1000, "0.00E+00"],
    ["2024-01-31", 45322, "m/d/yyyy"],
    ["1/31/2024", 45322, "m/d/yyyy"],
    ["2024-01-31 12:00", 45322.5, "m/d/yyyy h:mm"],
    ["#N/A", "#N/A", undefined],
  ])("reads the text %s as %j", (text, value, format) => {
    expect(readCellInput(text, "General")).toEqual({ kind: "value", value, ...(format && { format }) });
  });

  test.each([
    ["=1+1", "=1+1"],
    ["+cmd|x", "=+cmd|x"],
    ["-A1", "=-A1"],
    ["@SUM(A1)", "=SUM(A1)"],
  ])("runs the text %s as a formula", (text, formula) => {
    expect(readCellInput(text, "General")).toEqual({ kind: "formula", formula });
  });

  test.each(["=", "ch_123", "2024-13-45", "a=b", "12 apples", "-"])("leaves the text %s alone", (text) => {
    expect(readCellInput(text, "General")).toEqual({ kind: "value", value: text });
  });
});
