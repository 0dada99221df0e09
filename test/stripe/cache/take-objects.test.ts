import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createKeptColumn } from "../../../src/stripe/cache/kept-column";
import { toKeptValue } from "../../../src/stripe/cache/kept-value";
import { createTakeObjects } from "../../../src/stripe/cache/take-objects";
import { isJsonObject, type JsonObject } from "../../../src/stripe/json-object";

const paths = [["id"], ["card"], ["card", "brand"], ["card", "checks", "cvc"], ["card", "checks", "zip"], ["amount"]];

function lookUp(object: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return object;
  return isJsonObject(object) ? lookUp(object[name], rest) : undefined;
}

describe("taking the values of objects into columns", () => {
  const scalar = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.boolean());
  const optional = { requiredKeys: [] };
  const checks = fc.oneof(scalar, fc.record({ cvc: scalar, zip: scalar }, optional));
  const card = fc.oneof(scalar, fc.constant(["a list"]), fc.record({ brand: scalar, checks, extra: scalar }, optional));
  const object: fc.Arbitrary<JsonObject> = fc.record({ id: scalar, card, amount: scalar, other: scalar }, optional);

  test("finds each at its path, and nothing where the path leads nowhere", () => {
    fc.assert(
      fc.property(fc.array(fc.array(object, { maxLength: 6 }), { maxLength: 6 }), (pages) => {
        const columns = paths.map((path) => ({ path, values: createKeptColumn() }));
        const take = createTakeObjects(columns);
        for (const page of pages) take(page);
        const objects = pages.flat();
        const found = columns.map(({ values }) => objects.map((_, row) => values.at(row)));
        expect(found).toEqual(paths.map((path) => objects.map((one) => toKeptValue(lookUp(one, path)))));
      }),
    );
  });
});
