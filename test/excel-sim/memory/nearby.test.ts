import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { overlaps } from "../areas";
import { createNearby } from "./nearby";

const area = fc.record({
  sheetId: fc.constantFrom("one", "two"),
  row: fc.nat(200),
  column: fc.nat(3),
  rows: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant(1_048_576)),
  columns: fc.integer({ min: 1, max: 3 }),
});

test("whatever has to do with a cell of an area is found, and what was removed or put elsewhere only there", () => {
  const steps = fc.array(fc.record({ item: fc.nat(9), areas: fc.array(area, { maxLength: 3 }) }), { maxLength: 30 });
  fc.assert(
    fc.property(steps, area, (taken, wanted) => {
      const nearby = createNearby<number>();
      const now = new Map(taken.map(({ item, areas }) => [item, areas]));
      for (const { item, areas } of taken) nearby.put(item, areas);
      nearby.remove(0);
      now.delete(0);
      const found = nearby.at(wanted);
      for (const [item, areas] of now) if (areas.some((one) => overlaps(one, wanted))) expect(found).toContain(item);
      expect(found).not.toContain(0);
    }),
  );
});

test("of a thousand items on as many rows few are found for one cell", () => {
  const nearby = createNearby<number>();
  const at = (row: number) => ({ sheetId: "one", row, column: 0, rows: 1, columns: 1 });
  for (let row = 0; row < 1_000; row++) nearby.put(row, [at(row)]);
  expect(nearby.at(at(500)).size).toBeLessThan(50);
});
