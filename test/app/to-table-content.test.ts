import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { buildSql } from "../../src/app/build-sql";
import { quoteName } from "../../src/app/quote-name";
import { toSerialDate } from "../../src/app/serial-date";
import { formatsByRow, toTableContent } from "../../src/app/to-table-content";
import type { ColumnType, SqlValue } from "../../src/table/column";
import type { Table } from "../../src/table/table";
import { startApp } from "./harness";

const charges: Table = {
  name: "charges",
  doc: "",
  key: "id",
  columns: [
    { name: "id", type: "text" },
    { name: "amount", type: "money", currencyColumn: "currency" },
    { name: "currency", type: "text" },
    { name: "order", type: "text" },
    { name: "amount_major", type: "moneyMajor", currencyColumn: "currency", hidden: true },
  ],
  filters: [],
  newestFirst: null,
  defaultColumns: ["id"],
};

type Given = { readonly name: string; readonly type?: ColumnType; readonly origin?: string };

const findTable = (name: string) => (name === "charges" ? charges : undefined);
const content = (...given: Parameters<typeof resultOf>) => toTableContent(resultOf(...given), findTable);

function resultOf(columns: readonly Given[], rows: readonly (readonly SqlValue[])[]) {
  return {
    columns: columns.map(({ name, type, origin }) => ({
      name,
      type: type ?? null,
      origin: origin === undefined ? null : { table: "charges", column: origin },
    })),
    rows,
    complete: true,
    reasons: [],
    requests: 1,
    asOf: 0, elapsedMs: 0, loads: [],
  };
}

describe("a result in a worksheet", () => {
  test("timestamps are Excel dates with a date format", () => {
    const { rows, formats } = content([{ name: "created", type: "timestamp" }], [["2026-01-01 12:00:00"], [null]]);
    expect(rows).toEqual([[46023.5], [null]]);
    expect(formats).toEqual(["yyyy-mm-dd hh:mm:ss"]);
  });

  test("an expression whose values are all points in time is a date column too", () => {
    const { rows } = content([{ name: "max(created)" }, { name: "note" }], [["2026-01-01 00:00:00", "2026-01-01 00:00:00"], [null, "x"]]);
    expect(rows[0]).toEqual([46023, "2026-01-01 00:00:00"]);
  });

  test("booleans are TRUE and FALSE, NULL is an empty cell, JSON and numbers stay", () => {
    const columns: readonly Given[] = [{ name: "paid", type: "boolean" }, { name: "items", type: "json" }, { name: "n", type: "integer" }];
    expect(content(columns, [[1, "[1]", 5], [0, null, null]]).rows).toEqual([[true, "[1]", 5], [false, null, null]]);
  });

  test("money in major units is formatted by the currency of its row", () => {
    const columns: readonly Given[] = [
      { name: "amount", type: "moneyMajor", origin: "amount_major" },
      { name: "currency", type: "text", origin: "currency" },
    ];
    const { formats } = content(columns, [[12.5, "eur"], [1250, "jpy"], [1.25, "KWD"], [1, null]]);
    expect(formats).toEqual([["#,##0.00", "#,##0", "#,##0.000", "#,##0.00"], null]);
  });

  test("the format of any row of such a table is told by the row: that of its currency for money, none for other columns", () => {
    const columns: readonly Given[] = [
      { name: "currency", type: "text", origin: "currency" },
      { name: "amount", type: "moneyMajor", origin: "amount_major" },
    ];
    const formatOf = formatsByRow(resultOf(columns, []), findTable);
    expect([["jpy", 5], ["KWD", 5], ["", ""], []].map((row) => formatOf(1, row))).toEqual(["#,##0", "#,##0.000", "#,##0.00", "#,##0.00"]);
    expect(formatOf(0, ["jpy", 5])).toBeNull();
  });

  test("money without its currency in the result has two decimals", () => {
    expect(content([{ name: "amount", type: "moneyMajor", origin: "amount_major" }], [[1], [2]]).formats).toEqual([["#,##0.00", "#,##0.00"]]);
  });

  test("headers are never empty and differ in more than case", () => {
    expect(content([{ name: "id" }, { name: "ID" }, { name: " " }, { name: "id" }], []).headers).toEqual(["id", "ID2", "Column3", "id3"]);
  });
});

describe("Excel's serial dates", () => {
  test("count days, with the time as a fraction, and come back to the same second", () => {
    const time = fc.date({ min: new Date("1900-03-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
    fc.assert(
      fc.property(time, (date) => {
        const text = date.toISOString().slice(0, 19).replace("T", " ");
        const serial = toSerialDate(text) ?? NaN;
        const back = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000);
        expect(back.toISOString().slice(0, 19).replace("T", " ")).toBe(text);
      }),
    );
  });

  test.each(["2026-02-30 00:00:00", "1900-02-28 00:00:00", "2026-01-01", "", 5, null])("%s is none", (value) => {
    expect(toSerialDate(value)).toBeNull();
  });
});

describe("the SELECT of a selection", () => {
  test("takes money in major units under its own name", () => {
    expect(buildSql({ table: charges, columns: ["id", "amount", "currency"] })).toBe(
      "SELECT id, amount_major AS amount, currency FROM charges",
    );
  });

  test("quotes names that SQL would read otherwise", () => {
    expect(buildSql({ table: charges, columns: ["order"] })).toBe('SELECT "order" FROM charges');
    expect(quoteName('say "x"')).toBe('"say ""x"""');
  });

  test("is accepted for all default columns of every table", async () => {
    const { app, connect } = startApp();
    await connect();
    for (const table of app.tables().filter(({ filters }) => filters.every(({ required }) => !required)).slice(0, 40)) {
      const sql = `${buildSql({ table, columns: table.defaultColumns })} LIMIT 0`;
      expect((await app.runQuery({ sql }, { signal: new AbortController().signal })).columns.map(({ name }) => name)).toEqual(table.defaultColumns);
    }
  });
});
