import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { meet, toBlock, toPlace, withSheet } from "../../../src/platform/office/cell-place";

describe("an address of cells", () => {
  test.each([
    ["B2", { top: 1, bottom: 1, left: 1, right: 1 }],
    ["$a$1:b2", { top: 0, bottom: 1, left: 0, right: 1 }],
    ["AA10", { top: 9, bottom: 9, left: 26, right: 26 }],
    ["C:D", { top: 0, bottom: Infinity, left: 2, right: 3 }],
    ["3:5", { top: 2, bottom: 4, left: 0, right: Infinity }],
  ])("%s is read", (address, block) => {
    expect(toBlock(address)).toEqual(block);
  });

  test.each(["", "B", "2", "B0", ":", "B2:", "B2:C", "A:3", "1.5", "Rate", "B2,C3", "Sheet1!B2", "ABCD1", "=B2"])("%j is none", (text) => {
    expect(toBlock(text)).toBeNull();
  });

  test.each(["B2", "!B2", "''!B2", "Sheet1!", "Sheet1!Rate"])("%j names no cells of a sheet", (text) => {
    expect(toPlace(text)).toBeNull();
  });

  test("with its sheet is read as it was written, whatever the sheet is called", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 31, unit: fc.constantFrom("a", "B", "1", "'", " ", "!", "ü", "-") }), (sheet) => {
        expect(toPlace(withSheet(sheet, "B2"))).toEqual({ sheet, block: toBlock("B2") });
      }),
    );
  });

  test("meets another where they share a cell, and only there", () => {
    const side = fc.tuple(fc.nat(6), fc.nat(6)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const block = fc.tuple(side, side).map(([[top, bottom], [left, right]]) => ({ top, bottom, left, right }));
    const cellsOf = ({ top, bottom, left, right }: { top: number; bottom: number; left: number; right: number }) =>
      Array.from({ length: 49 }, (_, cell) => [Math.floor(cell / 7), cell % 7] as const)
        .filter(([row, column]) => row >= top && row <= bottom && column >= left && column <= right)
        .map(String);
    fc.assert(
      fc.property(block, block, (one, other) => {
        const shared = cellsOf(one).some((cell) => cellsOf(other).includes(cell));
        expect(meet(one, other)).toBe(shared);
      }),
    );
  });
});
