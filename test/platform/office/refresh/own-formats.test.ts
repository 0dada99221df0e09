import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { officeWorkbook } from "../../../../src/platform/office/workbook";
import type { TableContent, TableRefresh, WrittenTable } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { going, inTable, lookAt, refresh, wish } from "./charges-table";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const { area } = lookAt(() => office);
const formatOf: NonNullable<TableRefresh["formatOf"]> = (column, row) => (column === 1 ? (row[3] === "jpy" ? "#,##0" : "#,##0.00") : null);
type Row = readonly [id: string, amount: number, created: number, currency: string];
const content = (rows: readonly Row[]): TableContent => ({
  headers: ["id", "amount", "created", "currency"],
  rows,
  formats: [null, rows.map((row) => formatOf(1, row) ?? ""), "yyyy-mm-dd", null],
});
const rowsOf = (count: number, currency = "usd"): Row[] => Array.from({ length: count }, (_, index) => [`ch_${index}`, index, 46_000 + index, currency]);
const insert = (rows: readonly Row[]): Promise<WrittenTable> =>
  officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content: content(rows) }, going());
const more = (written: WrittenTable, rows: readonly Row[]) => refresh(written, wish(written, [], { content: content(rows), formatOf }));
const give = (address: string, format: string): Promise<void> => inTable((table) => {
  const cells = table.worksheet.getRange(address);
  cells.numberFormat = format as unknown as string[][];
});
const last = (row: number) => office.model.readNumberFormats({ ...area(1, 2), row, column: 1 })[0];

describe("rows that come new to a table", () => {
  test("have the formats that a person gave to their columns", async () => {
    const written = await insert(rowsOf(8));
    await give("B2:B9", "#,##0");
    await give("C2:C9", "d mmm");
    await more(written, [...rowsOf(8), ["ch_new", 5, 46_100, "usd"], ["ch_yen", 5, 46_100, "jpy"]]);
    expect([last(9), last(10)]).toEqual([["#,##0", "d mmm"], ["#,##0", "d mmm"]]);
  });

  test("have those of their values where a person formatted some cells only", async () => {
    const written = await insert(rowsOf(8));
    await give("B8", "0.0");
    await give("C2:C7", "d mmm");
    await more(written, [...rowsOf(8), ["ch_yen", 5, 46_100, "jpy"]]);
    expect(last(9)).toEqual(["#,##0", "yyyy-mm-dd"]);
  });

  test("have that of their currency where all others are of another", async () => {
    const written = await insert(rowsOf(3));
    await more(written, [...rowsOf(3), ["ch_yen", 5, 46_100, "jpy"]]);
    expect(last(4)).toEqual(["#,##0", "yyyy-mm-dd"]);
  });

  test("are formatted by their values where the cells above have no format", async () => {
    const written = await insert(rowsOf(3));
    await give("B2:C4", "General");
    await more(written, [...rowsOf(3), ["ch_yen", 5, 46_100, "jpy"]]);
    expect(last(4)).toEqual(["#,##0", "yyyy-mm-dd"]);
  });
});
