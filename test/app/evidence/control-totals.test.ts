import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { controlTotals } from "../../../src/app/evidence/control-totals";
import { decimalText, exactCell, toMinor } from "../../../src/app/evidence/exact-money";
import { currencyExponent, toMajor } from "../../../src/catalog/currency";
import type { ColumnType, SqlValue } from "../../../src/table/column";
import type { QueryResult } from "../../../src/table/query-result";
import type { Table } from "../../../src/table/table";

const charges: Table = {
  name: "charges",
  doc: "",
  key: "id",
  columns: [
    { name: "id", type: "text" },
    { name: "amount", type: "money", currencyColumn: "currency" },
    { name: "currency", type: "text" },
    { name: "amount_major", type: "moneyMajor", currencyColumn: "currency", hidden: true },
    { name: "bare", type: "money" },
  ],
  filters: [],
  newestFirst: null,
  defaultColumns: ["id"],
};
const findTable = (name: string) => (name === "charges" ? charges : undefined);

const typeOf = (column: string): ColumnType => charges.columns.find(({ name }) => name === column)?.type ?? "text";

/** A result with columns of charges: `amount`, or `fee=amount` under another name. */
function resultOf(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): QueryResult {
  const shown = columns.map((column) => {
    const [name = "", origin = name] = column.split("=");
    return { name, type: typeOf(origin), origin: { table: "charges", column: origin } };
  });
  return { columns: shown, rows, complete: true, reasons: [], requests: 1, asOf: 0, elapsedMs: 0, loads: [] };
}

const totals = (columns: readonly string[], rows: readonly (readonly SqlValue[])[]) => controlTotals(resultOf(columns, rows), findTable);

const currency = fc.constantFrom("usd", "eur", "jpy", "kwd", "isk", "mga");

describe("control totals", () => {
  test("are the sums of the minor units by currency, whatever rows come: negative, huge, none", () => {
    const amount = fc.option(fc.oneof(fc.maxSafeInteger(), fc.integer()), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, currency)), (rows) => {
        const expected = new Map<string, { rows: number; minor: bigint }>();
        for (const [value, code] of rows) {
          if (value === null) continue;
          const before = expected.get(code) ?? { rows: 0, minor: 0n };
          expected.set(code, { rows: before.rows + 1, minor: before.minor + BigInt(value) });
        }
        const found = new Map(totals(["amount", "currency"], rows).map((one) => [one.currency, { rows: one.rows, minor: one.minor }]));
        expect(found).toEqual(expected);
      }),
    );
  });

  test("of amounts in major units are as exact: each is turned back to the minor units that it came from", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), currency), { minLength: 1 }), (rows) => {
        const major = rows.map(([value, code]) => [toMajor(value, code), code]);
        expect(totals(["amount=amount_major", "currency"], major)).toEqual(totals(["amount", "currency"], rows));
      }),
    );
  });

  test("are one a column and currency, currencies sorted, whatever their case", () => {
    const rows = [[10, 1, "usd"], [20, null, "EUR"], [5, 2, "eur"]];
    expect(totals(["amount", "paid=amount", "currency"], rows.map(([a, , c]) => [a!, a!, c!]))).toMatchObject([
      { column: "amount", currency: "eur", rows: 2, minor: 25n },
      { column: "amount", currency: "usd", rows: 1, minor: 10n },
      { column: "paid", currency: "eur", rows: 2, minor: 25n },
      { column: "paid", currency: "usd", rows: 1, minor: 10n },
    ]);
  });

  test.each([
    ["without its currency column", ["amount"], "currency not selected"],
    ["whose currency Stripe does not tell", ["bare", "currency"], "Stripe tells no currency"],
  ])("of a money column %s are one entry without a sum", (_, columns, note) => {
    expect(totals(columns, [[100, "usd"], [200, "jpy"], [null, "usd"]])).toEqual([{ column: columns[0], currency: null, rows: 2, minor: null, note }]);
  });

  test("of a table that the query uses twice are not guessed", () => {
    const rows = [[100, "usd", "eur"], [200, "eur", "eur"]];
    expect(totals(["amount", "currency", "other=currency"], rows)).toMatchObject([{ currency: null, minor: null, note: expect.stringContaining("twice") as unknown }]);
  });

  test("of a join that shows an amount more than once say how often, where the query shows what the rows are of", () => {
    const rows = [["ch_1", 100, "usd"], ["ch_1", 100, "usd"], ["ch_2", 7, "eur"], ["ch_1", 100, "usd"], [null, 5, "usd"], [null, 5, "usd"]];
    expect(totals(["id", "amount", "currency"], rows)).toEqual([
      { column: "amount", currency: "eur", rows: 1, minor: 7n, note: null },
      { column: "amount", currency: "usd", rows: 5, minor: 310n, note: "2 of the rows show an amount again that is in a row before" },
    ]);
  });

  test("of rows without a currency are only summed where they are nothing", () => {
    expect(totals(["amount", "currency"], [[0, null], [0, null]])).toMatchObject([{ currency: null, rows: 2, minor: 0n }]);
    expect(totals(["amount", "currency"], [[0, null], [5, null]])).toMatchObject([{ currency: null, rows: 2, minor: null }]);
  });

  test("are not given where an amount is beyond what can be added up exactly", () => {
    expect(totals(["amount", "currency"], [[2 ** 60, "usd"]])).toMatchObject([{ currency: "usd", minor: null, note: expect.stringContaining("too large") as unknown }]);
  });
});

describe("an exact amount", () => {
  test("is written with the decimals of its currency", () => {
    expect([decimalText(5n, 2), decimalText(-1250n, 2), decimalText(-7n, 0), decimalText(1n, 3), decimalText(0n, 2)]).toEqual(["0.05", "-12.50", "-7", "0.001", "0.00"]);
  });

  test("is a number in a cell, and a text where Excel would round the number", () => {
    expect(exactCell(999_999_999_999_999n, 2)).toBe(9_999_999_999_999.99);
    expect(exactCell(1_000_000_000_000_001n, 2)).toBe("10000000000000.01");
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), currency, (minor, code) => {
        const exponent = currencyExponent(code);
        const cell = exactCell(minor, exponent);
        expect(typeof cell).toBe("number");
        expect(Number(cell).toFixed(exponent)).toBe((minor === 0n ? 0 : Number(decimalText(minor, exponent))).toFixed(exponent));
      }),
    );
  });

  test("what is no amount has no minor units", () => {
    expect([toMinor("12", 2), toMinor(null, 2), toMinor(0.5, 0), toMinor(Infinity, 2), toMinor(1e20, 2)]).toEqual([null, null, null, null, null]);
  });
});
