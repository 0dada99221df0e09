import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import type { ApiObject } from "../../../src/sandbox/api-object";
import { createCollection } from "../../../src/sandbox/store/collection";
import { timeOf } from "../../../src/sandbox/store/fields";
import { positionOf } from "../../../src/sandbox/store/ordered-rows";

type Step =
  | { readonly does: "put"; readonly id: string; readonly created: number; readonly customer: string }
  | { readonly does: "remove"; readonly id: string };

const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
const created = fc.integer({ min: 1, max: 3 });
const customer = fc.constantFrom("x", "y");
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ does: fc.constant("put" as const), id, created, customer }), weight: 4 },
  { arbitrary: fc.record({ does: fc.constant("remove" as const), id }), weight: 1 },
);
const object = (row: { readonly id: string; readonly created: number; readonly customer: string }): ApiObject => ({ object: "charge", ...row });

/** The plain way: newest first; of one second, the last to come first; a change leaves an object where it is unless its time changes. */
function model(steps: readonly Step[]): readonly ApiObject[] {
  const rows: ApiObject[] = [];
  const order: string[] = [];
  for (const each of steps) {
    const at = rows.findIndex((row) => row.id === each.id);
    if (each.does === "remove") {
      if (at >= 0) rows.splice(at, 1);
      if (at >= 0) order.splice(order.indexOf(each.id), 1);
    } else if (at >= 0) rows[at] = object({ id: each.id, created: each.created, customer: each.customer });
    else {
      rows.push(object({ id: each.id, created: each.created, customer: each.customer }));
      order.push(each.id);
    }
  }
  return rows.sort((left, right) => timeOf(right) - timeOf(left) || order.indexOf(right.id) - order.indexOf(left.id));
}

const plain = (rows: readonly ApiObject[]) => rows.map((row) => `${row.id} ${String(row["customer"])} ${timeOf(row)}`);
const apply = (collection: ReturnType<typeof createCollection>, each: Step): void => {
  if (each.does === "remove") collection.remove(each.id);
  else collection.put(object({ id: each.id, created: each.created, customer: each.customer }));
};

describe("a collection", () => {
  test("keeps list order, index and positions through any changes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, indexedFrom) => {
        const collection = createCollection([], new Map());
        steps.forEach((each, at) => {
          if (at === indexedFrom) collection.where("customer", "x");
          apply(collection, each);
        });
        const wanted = model(steps);
        expect(plain(collection.rows())).toEqual(plain(wanted));
        for (const value of ["x", "y"]) {
          expect(plain(collection.where("customer", value))).toEqual(plain(wanted.filter((row) => row["customer"] === value)));
        }
        expect(wanted.map((row) => positionOf(collection.live(), row, (each) => collection.placeOf(each)))).toEqual(wanted.map((_row, at) => at));
      }),
      { numRuns: 300 },
    );
  });

  test("hands out rows that later changes leave as they are", () => {
    const collection = createCollection([object({ id: "a", created: 1, customer: "x" })], new Map());
    const before = collection.rows();
    collection.put(object({ id: "b", created: 2, customer: "x" }));
    collection.put(object({ id: "a", created: 1, customer: "y" }));
    collection.remove("b");
    expect(plain(before)).toEqual(["a x 1"]);
    expect(plain(collection.rows())).toEqual(["a y 1"]);
  });
});
