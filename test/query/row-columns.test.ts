import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createRowColumns } from "../../src/query/row-columns";
import { blockOf, type RowBlock, valueIn } from "../../src/table/row-block";
import type { Row } from "../../src/table/table";
import { createNumbering } from "../fakes/numbered-blocks";

const width = 4;
const value = fc.oneof(fc.constantFrom("eur", "usd", "gbp", null), fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 5 }));
const page = fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 20 });
/** Pages of two listings that number their values each on their own, and single rows without numbers in between. */
const pages = fc.array(fc.tuple(fc.constantFrom("first", "second", "alone"), page, fc.option(fc.nat({ max: 3 }))), { maxLength: 12 });

describe("the rows that a run has read", () => {
  test("are those that came, however their columns were numbered and whichever of them were taken", () => {
    fc.assert(
      fc.property(pages, (arriving) => {
        const listings: Record<string, (page: readonly Row[]) => RowBlock> = {
          first: createNumbering(width),
          second: createNumbering(width),
          alone: (rows) => blockOf(rows, width),
        };
        const columns = createRowColumns(width);
        const expected: Row[] = [];
        for (const [from, rows, every] of arriving) {
          const places = every === null ? undefined : [...rows.keys()].filter((place) => place % (every + 1) === 0);
          columns.add(listings[from]!(rows), places);
          expected.push(...(places === undefined ? rows : places.map((place) => rows[place]!)));
        }
        expect(columns.count).toBe(expected.length);
        expect(expected.map((_, number) => columns.row(number))).toEqual(expected);
      }),
    );
  });

  test("stay in the columns that were looked at before they came", () => {
    const columns = createRowColumns(1);
    const column = columns.column(0);
    columns.add({ count: 1, columns: [{ values: ["eur"], numbers: Uint32Array.of(0) }] });
    columns.add(blockOf([["usd"]], 1));
    expect([valueIn(column, 0), valueIn(column, 1)]).toEqual(["eur", "usd"]);
  });

  test("have no values in a column that nobody asked for", () => {
    const columns = createRowColumns(1);
    columns.add(blockOf([["eur"]], 1));
    expect(valueIn(columns.column(-1), 0)).toBeNull();
  });
});
