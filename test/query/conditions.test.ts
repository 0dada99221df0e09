import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Conditions } from "../../src/table/row-source";
import { demandOf } from "../../src/query/conditions";
import { conditionsKey, implies, sharedConditions } from "../../src/table/conditions";
import type { Access, Comparison } from "../../src/query/access-plan";
import { charges } from "./company";

const bound = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
const range = fc
  .record({ gt: bound, gte: bound, lt: bound, lte: bound })
  .map((bounds) => Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)));
const conditions: fc.Arbitrary<Conditions> = fc.record({
  equals: fc.dictionary(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 2 })),
  ranges: fc.dictionary(fc.constantFrom("a", "b"), range),
});

type Point = Readonly<Record<"a" | "b", number>>;
const points = Array.from({ length: 64 }, (_, index): Point => ({ a: (index % 8) / 2, b: Math.floor(index / 8) / 2 }));

function meets(point: Point, { equals, ranges }: Conditions): boolean {
  return (["a", "b"] as const).every((column) => {
    const value = point[column];
    const { gt, gte, lt, lte } = ranges[column] ?? {};
    const given = Object.hasOwn(equals, column) ? equals[column] === value : true;
    return (
      given &&
      value > Number(gt ?? -1) &&
      value >= Number(gte ?? -1) &&
      value < Number(lt ?? 99) &&
      value <= Number(lte ?? 99)
    );
  });
}

describe("conditions", () => {
  test("when one implies another, all its rows meet the other", () => {
    fc.assert(
      fc.property(conditions, conditions, (narrow, wide) => {
        fc.pre(implies(narrow, wide));
        expect(points.filter((point) => meets(point, narrow) && !meets(point, wide))).toEqual([]);
      }),
    );
  });

  test("each implies itself and what it shares with others", () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1, maxLength: 4 }), (all) => {
        const shared = sharedConditions(all);
        expect(all.every((one) => implies(one, one) && implies(one, shared))).toBe(true);
      }),
    );
  });

  test("tighter ones imply looser ones", () => {
    const created = (bounds: Conditions["ranges"][string]): Conditions => ({ equals: {}, ranges: { created: bounds } });
    expect(implies(created({ gte: "2026-02-01", lt: "2026-03-01" }), created({ gte: "2026-01-01" }))).toBe(true);
    expect(implies(created({ gte: "2026-01-01" }), created({ gt: "2026-01-01" }))).toBe(false);
    expect(implies(created({ gte: 5 }), created({ gte: "1" }))).toBe(false);
    expect(implies(created({}), created({ gte: "2026-01-01" }))).toBe(false);
  });

  test("the order in which they were written does not matter", () => {
    const one: Conditions = { equals: { a: 1, b: 2 }, ranges: {} };
    expect(conditionsKey({ equals: { b: 2, a: 1 }, ranges: {} })).toBe(conditionsKey(one));
  });
});

/** An access of charges with conditions written as `column comparison value`. */
function access(...given: readonly (readonly [string, Comparison, Access["arguments"][number], "late"?])[]): Access {
  const planned = given.map(([name, comparison, , late]) => ({
    column: charges.columns.findIndex((column) => column.name === name),
    comparison,
    late: late === "late",
    exact: false,
  }));
  return {
    table: charges,
    plan: { table: "charges", conditions: planned, checked: [], newestFirst: false, stopsEarly: false, byKey: false, limit: null },
    planText: "",
    arguments: given.map(([, , argument]) => argument),
  };
}

describe("what an access demands", () => {
  test("of two equalities on one column, the one that is written in the statement", () => {
    const demand = demandOf(access(["customer", "eq", "cus_9", "late"], ["customer", "in", ["cus_1", "cus_2"]]));
    expect(demand.conjunctions.map(({ equals }) => equals)).toEqual([{ customer: "cus_1" }, { customer: "cus_2" }]);
  });
  test("of two bounds of a kind, the narrower", () => {
    const { conjunctions } = demandOf(
      access(
        ["created", "gte", "2026-01-01"],
        ["created", "gte", "2026-02-01"],
        ["created", "lt", "2027"],
        ["created", "lt", "2026-06-01"],
      ),
    );
    expect(conjunctions[0]?.ranges).toEqual({ created: { gte: "2026-02-01", lt: "2026-06-01" } });
  });
  test("an equality on a range column is a range of one value", () => {
    expect(demandOf(access(["created", "eq", "2026-01-01"])).conjunctions[0]?.ranges).toEqual({
      created: { gte: "2026-01-01", lte: "2026-01-01" },
    });
  });
  test("values of another type are left to SQLite", () => {
    expect(demandOf(access(["customer", "eq", 5], ["id", "eq", 7], ["created", "gt", 2026]))).toEqual({
      keys: null,
      conjunctions: [{ equals: {}, ranges: {} }],
      narrowing: null,
    });
  });
  test("a long IN list on a filter is left to SQLite, a long list of keys is not", () => {
    const many = Array.from({ length: 101 }, (_, index) => `x${index}`);
    const demand = demandOf(access(["customer", "in", many], ["id", "in", many]));
    expect(demand.keys).toHaveLength(101);
    expect(demand.conjunctions).toEqual([{ equals: {}, ranges: {} }]);
  });
});
