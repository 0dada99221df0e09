import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createCellAnswers } from "../../../src/app/formulas/cell-answers";
import type { FormulaAnswer } from "../../../src/app/formulas/formulas";

const answerOf = (connection: string): FormulaAnswer => ({
  columns: [],
  rows: [["a"], ["b"]],
  complete: true,
  reasons: [],
  requests: 1,
  asOf: 0,
  elapsedMs: 0,
  loads: [],
  connection,
  mode: "test",
  reads: null,
  failure: null,
});

/** A sheet's name: Excel takes all but `\ / ? * [ ] :`, and no apostrophe at an end. */
const sheetName = fc
  .array(fc.constantFrom("a", "B", "é", "月", " ", "$", "!", "'", "-", "1"), { minLength: 1, maxLength: 8 })
  .map((letters) => letters.join(""))
  .filter((name) => !/^'|'$/.test(name));

const quoted = (name: string) => `'${name.replaceAll("'", "''")}'`;

describe("what the formulas of cells found", () => {
  test("is found again however the address of the cell is written", () => {
    fc.assert(
      fc.property(sheetName, (name) => {
        const cells = createCellAnswers();
        cells.note(`${quoted(name)}!A1`, answerOf("acme"));
        const spellings = [`${quoted(name)}!$A$1`, `${quoted(name.toLowerCase())}!a1`, `'[Book 1.xlsx]${name.replaceAll("'", "''")}'!A1`];
        for (const address of spellings) expect(cells.at(address)).toMatchObject({ connection: "acme", rows: { length: 2 } });
      }),
    );
    const cells = createCellAnswers();
    cells.note("Sheet1!A1", answerOf("acme"));
    expect(cells.at("[Book1.xlsx]Sheet1!$A$1")).not.toBeNull();
    expect(cells.at("'Sheet1'!A1")).not.toBeNull();
  });

  test("is kept apart for sheets whose names differ, if only by a mark", () => {
    fc.assert(
      fc.property(sheetName, sheetName, (one, other) => {
        fc.pre(one.toUpperCase() !== other.toUpperCase());
        const cells = createCellAnswers();
        cells.note(`${quoted(one)}!A1`, answerOf("acme"));
        expect(cells.at(`${quoted(other)}!A1`)).toBeNull();
      }),
    );
    const cells = createCellAnswers();
    cells.note("'US$'!A1", answerOf("acme"));
    expect(cells.at("US!A1")).toBeNull();
  });

  test("goes when it is that of the formulas that ran longest ago, of which Excel does not tell whether they are still there", () => {
    const cells = createCellAnswers(3);
    for (const cell of ["A1", "A2", "A3", "A1", "A4"]) cells.note(`Sheet1!${cell}`, answerOf("acme"));
    const known = ["A1", "A2", "A3", "A4"].filter((cell) => cells.at(`Sheet1!${cell}`) !== null);
    expect(known).toEqual(["A1", "A3", "A4"]);
  });

  test("is kept without the rows, however large they are", () => {
    const cells = createCellAnswers();
    cells.note("Sheet1!A1", answerOf("acme"));
    expect(Object.keys(cells.at("Sheet1!A1") ?? {}).sort()).toEqual(["asOf", "complete", "connection", "failure", "mode", "reasons", "requests", "rows"]);
    expect(JSON.stringify(cells.at("Sheet1!A1")?.rows)).toBe('{"length":2}');
  });

  test("is forgotten with the cell that shows it no more", () => {
    const cells = createCellAnswers();
    cells.note("Sheet1!A1", answerOf("acme"));
    cells.note("Sheet1!A2", answerOf("acme"));
    cells.forget("Sheet1!$A$1");
    expect([cells.at("Sheet1!A1"), cells.at("Sheet1!A2")]).toEqual([null, expect.anything()]);
  });
});
