import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type SortCell, sortOrder } from "./rich-api/sort-order";

const sorted = (cells: readonly SortCell[], ascending = true): SortCell[] =>
  sortOrder(cells.length, [{ cells, ascending }]).map((row) => cells[row] ?? null);

describe("the order of sorted rows", () => {
  const cells = [null, "#N/A", true, "b", false, 10, "", "A", -1];

  test("has numbers before texts, texts before FALSE, TRUE and errors, and empty cells last", () => {
    expect(sorted(cells)).toEqual([-1, 10, "", "A", "b", false, true, "#N/A", null]);
  });

  test("is the other way round when descending, with empty cells last all the same", () => {
    expect(sorted(cells, false)).toEqual(["#N/A", true, false, "b", "A", "", 10, -1, null]);
  });

  test("does not look at upper and lower case, and at hyphens only when nothing else differs", () => {
    expect(sorted(["b", "A", "a", "B"])).toEqual(["A", "a", "b", "B"]);
    expect(sorted(["co-op", "coop", "cop", "cool"])).toEqual(["cool", "coop", "co-op", "cop"]);
  });

  test("goes by the second key where the first is alike", () => {
    const keys = [{ cells: ["usd", "eur", "USD"], ascending: true }, { cells: [5, 1, 3], ascending: false }];
    expect(sortOrder(3, keys)).toEqual([1, 0, 2]);
    expect(sortOrder(3, [...keys.slice(0, 1), { cells: [3, 1, 5], ascending: false }])).toEqual([1, 2, 0]);
  });

  test("keeps rows that are alike as they stood, in either direction", () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom<SortCell>("a", "A", true, "#N/A", null));
    fc.assert(
      fc.property(fc.array(cell), fc.boolean(), (column, ascending) => {
        const once = sortOrder(column.length, [{ cells: column, ascending }]);
        expect([...once].sort((a, b) => a - b)).toEqual(column.map((_, row) => row));
        const again = sortOrder(column.length, [{ cells: once.map((row) => column[row] ?? null), ascending }]);
        expect(again).toEqual(column.map((_, row) => row));
      }),
    );
  });
});
