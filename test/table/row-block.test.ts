import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { blockOf, rowsOf, valueIn } from "../../src/table/row-block";

const width = 3;
const row = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: width, maxLength: width });

describe("a block of rows", () => {
  test("has the rows that it was made of", () => {
    fc.assert(fc.property(fc.array(row), (rows) => expect(rowsOf(blockOf(rows, width))).toEqual(rows)));
  });

  test("has as many columns as were asked for, even without rows", () => {
    expect(blockOf([], width)).toMatchObject({ count: 0, columns: [{ values: [] }, { values: [] }, { values: [] }] });
  });

  test("takes a value that a row lacks as null", () => {
    expect(rowsOf(blockOf([["only one"]], 2))).toEqual([["only one", null]]);
  });

  test("names distinct values by number where a column has numbers", () => {
    const column = { values: ["eur", "usd"], numbers: Uint32Array.of(1, 1, 0) };
    expect(rowsOf({ count: 3, columns: [column] })).toEqual([["usd"], ["usd"], ["eur"]]);
  });

  test("has nothing in rows that there are not", () => {
    expect([valueIn({ values: ["a"], numbers: null }, 1), valueIn({ values: ["a"], numbers: Uint32Array.of(0) }, 1)]).toEqual([null, null]);
  });
});
