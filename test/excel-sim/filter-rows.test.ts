import { expect, test } from "@jest/globals";
import { passesFilter } from "./rich-api/filter-rows";

test("a filter of values lets through what is shown, in any case", () => {
  const criterion = { on: "values", values: ["$5.00", "Paid"] } as const;
  expect(passesFilter({ value: 5, text: "$5.00" }, criterion)).toBe(true);
  expect(passesFilter({ value: 5, text: "5" }, criterion)).toBe(false);
  expect(passesFilter({ value: "PAID", text: "PAID" }, criterion)).toBe(true);
});

test.each<[comparison: string, passing: readonly (string | number)[]]>([
  [">5", [7, 50]],
  ["<=5", [5]],
  ["=5", [5]],
  ["5", [5]],
  ["<>5", [7, 50, "ch_1", "ch_20", "5?", ""]],
  ["=ch_*", ["ch_1", "ch_20"]],
  ["=ch_?", ["ch_1"]],
  ["=5~?", ["5?"]],
  ["=", [""]],
  ["<>", [5, 7, 50, "ch_1", "ch_20", "5?"]],
  [">=ch_2", ["ch_20"]],
])("the comparison %s lets through %j", (comparison, passing) => {
  const cells = [5, 7, 50, "ch_1", "ch_20", "5?", ""];
  const criterion = { on: "custom", comparisons: [comparison], all: true } as const;
  expect(cells.filter((value) => passesFilter({ value, text: String(value) }, criterion))).toEqual(passing);
});

test("two comparisons hold together or one of them", () => {
  const both = (all: boolean) => [1, 5, 9].filter((value) => passesFilter({ value, text: String(value) }, { on: "custom", comparisons: [">2", "<8"], all }));
  expect(both(true)).toEqual([5]);
  expect(both(false)).toEqual([1, 5, 9]);
});
