import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { valueIn } from "../../../src/table/row-block";
import { createKeptColumn } from "../../../src/stripe/cache/kept-column";
import { createKeptRows, heldColumns } from "../../../src/stripe/cache/kept-rows";
import { createSandbox } from "../../../src/sandbox/sandbox";
import { planOf } from "../changes/kept-table";
import { today } from "./company";

describe("a kept column", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }).filter((one) => !Object.is(one, -0)), fc.boolean(), fc.constant(null));
  /** From one value in all rows to a new one in each. */
  const columns = fc.tuple(fc.array(value, { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 4_000 }), fc.double({ min: 0, max: 1, noNaN: true }));

  test("gives back what was added, whether values repeat or not", () => {
    fc.assert(
      fc.property(columns, ([values, rows, share]) => {
        const column = createKeptColumn();
        const added = Array.from({ length: rows }, (_, row) => (row > rows * share ? `only ${row}` : (values[row % values.length] ?? null)));
        for (const one of added) column.add(one);
        expect(added.map((_, row) => column.at(row))).toEqual(added);
      }),
      { numRuns: 50 },
    );
  });

  test("gives values of any rows at once: by number while they are numbered, as they are where there are only texts", () => {
    fc.assert(
      fc.property(columns, fc.array(fc.nat({ max: 3_999 })), ([values, rows, share], picked) => {
        const column = createKeptColumn();
        const added = Array.from({ length: rows }, (_, row) => (row > rows * share ? `only ${row}` : (values[row % values.length] ?? null)));
        // Pages of any size, also one that ends the numbering in its middle.
        for (let at = 0; at < rows; at += 1 + (at % 700)) column.addAll(added.slice(at, at + 1 + (at % 700)));
        const wanted = Uint32Array.from(picked.filter((row) => row < rows));
        const expected = [...wanted].map((row) => added[row]);
        const numbered = column.numbered(wanted);
        const texts = column.texts(wanted);
        if (numbered !== null) expect([...numbered.numbers].map((number) => numbered.values[number])).toEqual(expected);
        if (texts !== null) expect(texts).toEqual(expected);
        expect(numbered === null || texts === null).toBe(true);
        expect([...wanted].map((row) => column.at(row))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test("numbers values that repeat although most come once only among the first rows", () => {
    const column = createKeptColumn();
    const customers = Array.from({ length: 10_000 }, (_, row) => `customer ${(Math.imul(row * row, 2_654_435_761) >>> 7) % 1_800}`);
    expect(new Set(customers.slice(0, 1_024)).size).toBeGreaterThan(600);
    column.addAll(customers);
    expect(column.numbered(Uint32Array.of(9_999))?.values).toEqual([...new Set(customers)]);
  });

  test("keeps the array of distinct values when more come", () => {
    const column = createKeptColumn();
    column.addAll(["eur", "usd"]);
    const before = column.numbered(Uint32Array.of(0));
    column.addAll(["gbp"]);
    expect(before?.values).toEqual(["eur", "usd", "gbp"]);
    expect(column.numbered(Uint32Array.of(2))?.values).toBe(before?.values);
  });

  test("gives back more distinct values than two bytes can number", () => {
    const column = createKeptColumn();
    const valueOf = (row: number): string => `value ${row >> 1}`;
    const isNumbered = Array.from({ length: 200_000 }, (_, row) => {
      column.add(valueOf(row));
      return column.numbered(Uint32Array.of(row)) !== null;
    });
    expect(isNumbered.indexOf(false)).toBe(2 * 65_536);
    const wrong = Array.from({ length: 200_000 }, (_, row) => row).filter((row) => column.at(row) !== valueOf(row));
    expect(wrong).toEqual([]);
  });

  test("takes hardly any memory where there is nothing, and little where values repeat", () => {
    const fill = (valueOf: (row: number) => string | null): number => {
      const column = createKeptColumn();
      for (let row = 0; row < 10_000; row++) column.add(valueOf(row));
      return column.bytes() / 10_000;
    };
    expect(fill(() => null)).toBeLessThan(0.1);
    expect(fill((row) => ["eur", "usd", "gbp"][row % 3] ?? null)).toBeLessThan(2);
    expect(fill((row) => `ch_${row}`)).toBeGreaterThan(20);
  });
});

describe("kept rows", () => {
  const plan = planOf("charges");
  const objects = createSandbox({ seed: 3, scale: 0.03, now: today }).all("charge");

  test("hold every scalar column whatever is asked for, and nested data only when it is", () => {
    const held = heldColumns(plan, []);
    expect(plan.catalog.columns.filter(({ name, kind, includable }) => held.has(name) !== (kind !== "json" && !includable))).toEqual([]);
    const metadata = plan.columns.get("metadata")!;
    expect(heldColumns(plan, [metadata]).has("metadata")).toBe(true);
  });

  test("give what the objects give", () => {
    const columns = [...plan.columns.values()];
    const rows = createKeptRows(plan, heldColumns(plan, columns));
    rows.add({ objects: JSON.parse(JSON.stringify(objects)) as typeof objects, asked: {} });
    for (const column of columns) {
      const read = rows.reader(column);
      const block = rows.columnReader(column)(Uint32Array.from(objects.keys()));
      expect(objects.map((_, row) => valueIn(block, row))).toEqual(objects.map((_, row) => read(row)));
      expect([column.column.name, ...objects.map((_, row) => read(row))]).toEqual([column.column.name, ...objects.map((object) => column.read({ object, asked: {} }))]);
    }
  });

  test("take less than 2.5 kB a charge with all scalar columns, by their own estimate", () => {
    const rows = createKeptRows(plan, heldColumns(plan, []));
    rows.add({ objects, asked: {} });
    expect(rows.bytes() / objects.length).toBeLessThan(2_500);
  });
});
