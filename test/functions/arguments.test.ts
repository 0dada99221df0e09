import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readOptions } from "../../functions/read-options";
import { readParameters } from "../../functions/read-parameters";
import { refuseKeys } from "../../src/app/refuse-keys";
import { toCellError } from "../../functions/to-cell-error";
import { maxCells, toGrid } from "../../functions/to-grid";
import { AppError, errorCodes } from "../../src/base/app-error";

describe("options of a formula", () => {
  test("are read whatever their case, spaces and order", () => {
    expect(readOptions(" LIMIT = 10 ; Headers=No;;maxage=0;maxrequests=7")).toEqual({ headers: false, limit: 10, maxAge: 0, maxRequests: 7 });
    expect(readOptions("")).toEqual({ headers: true, limit: null, maxAge: null, maxRequests: null });
  });

  test.each(["colour=red", "limit", "limit=0", "limit=ten", "limit=1=2", "headers=maybe", "maxage=-1", "constructor=1"])(
    "%s is refused by name",
    (text) => expect(() => readOptions(text)).toThrow(AppError),
  );

  test("any text is either read or refused with BAD_ARGUMENT", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          readOptions(text);
        } catch (failure) {
          expect(failure).toMatchObject({ code: "BAD_ARGUMENT" });
        }
      }),
    );
  });
});

describe("parameters of a formula", () => {
  test("two columns whose names the query uses are names and values, with or without the mark", () => {
    expect(readParameters([["@a", 1], [":b", "x"], ["", 9]], "SELECT @a, :b")).toEqual({ a: 1, b: "x" });
    expect(readParameters([["a", true]], "SELECT $a")).toEqual({ a: 1 });
  });

  test("a row or a column are values in order; two cells beside each other too when no name fits", () => {
    expect(readParameters([[1, "x", ""]], "SELECT ?, ?, ?")).toEqual([1, "x", null]);
    expect(readParameters([[1], [false]], "SELECT ?, ?")).toEqual([1, 0]);
    expect(readParameters([["usd", 5]], "SELECT ?, ?")).toEqual(["usd", 5]);
  });

  test("another block of cells is refused", () => {
    expect(() => readParameters([[1, 2, 3], [4, 5, 6]], "SELECT 1")).toThrow(/form/);
  });
});

describe("keys in formulas", () => {
  test("are refused anywhere in the arguments, and the sentence does not repeat them", () => {
    expect(() => refuseKeys("formula", ["SELECT 1", null, 5, "x sk_live_abc"])).toThrow(/must not hold/);
    expect(() => refuseKeys("formula", ["SELECT 'task_test_1', 'risk_live'", null])).not.toThrow();
  });
});

describe("results of a formula", () => {
  test("have a header row unless it is not wanted, empty text for empty cells, and are never an empty grid", () => {
    expect(toGrid({ headers: ["a", "b"], rows: [[1, null]] }, true)).toEqual([["a", "b"], [1, ""]]);
    expect(toGrid({ headers: ["a"], rows: [] }, false)).toEqual([[""]]);
  });

  test("beyond 50,000 cells become an error instead of an endless #BUSY!", () => {
    const rows = (count: number) => Array.from({ length: count }, () => [1, 2]);
    expect(toGrid({ headers: ["a", "b"], rows: rows(maxCells / 2) }, false)).toHaveLength(maxCells / 2);
    expect(() => toGrid({ headers: ["a", "b"], rows: rows(maxCells / 2) }, true)).toThrow(/too many for a formula/);
  });

  test("every failure has a cell with its sentence and its next step", () => {
    for (const code of errorCodes) {
      expect(toCellError(new AppError(code, "It failed.", { hint: "Try again." })).text).toBe("It failed. Try again.");
    }
  });
});
