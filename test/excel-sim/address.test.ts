import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { columnIndex, columnName, formatAddress, formatBlock, parseReference } from "./address";
import { sheetSize } from "./areas";

const block = fc
  .tuple(fc.nat(sheetSize.rows - 1), fc.nat(sheetSize.columns - 1), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }))
  .map(([row, column, rows, columns]) => ({
    row,
    column,
    rows: Math.min(rows, sheetSize.rows - row),
    columns: Math.min(columns, sheetSize.columns - column),
  }));
const sheetName = fc.stringMatching(/^[A-Za-z0-9 _'.&-]{1,31}$/).filter((name) => !/^'|'$|^\s|\s$/.test(name));

describe("addresses", () => {
  test("of any block on any sheet come back from their text", () => {
    fc.assert(
      fc.property(sheetName, block, (sheet, cells) => {
        expect(parseReference(formatAddress(sheet, cells))).toEqual({ sheet, kind: "cells", block: cells });
      }),
    );
  });

  test("name every column once", () => {
    fc.assert(fc.property(fc.nat(sheetSize.columns - 1), (column) => columnIndex(columnName(column)) === column));
    expect([columnName(0), columnName(25), columnName(26), columnName(sheetSize.columns - 1)]).toEqual(["A", "Z", "AA", "XFD"]);
  });

  test.each([
    ["$B$2:A1", { row: 0, column: 0, rows: 2, columns: 2 }],
    ["B:C", { row: 0, column: 1, rows: sheetSize.rows, columns: 2 }],
    ["3:5", { row: 2, column: 0, rows: 3, columns: sheetSize.columns }],
  ])("read %s", (text, expected) => {
    expect(parseReference(text)).toEqual({ sheet: null, kind: "cells", block: expected });
  });

  test("write whole columns and rows short", () => {
    expect(formatBlock({ row: 0, column: 1, rows: sheetSize.rows, columns: 2 })).toBe("B:C");
    expect(formatBlock({ row: 2, column: 0, rows: 3, columns: sheetSize.columns })).toBe("3:5");
  });

  test.each(["Total", "A1048577", "XFE1", "Charges[amount]"])("take %s for a name", (text) => {
    expect(parseReference(text)).toMatchObject({ kind: "name", name: text });
  });
});
