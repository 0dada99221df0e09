import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../../src/base/app-error";
import { officeWorkbook } from "../../../../src/platform/office/workbook";
import type { CellValue, TableContent, TableRefresh, WrittenTable } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { addOwnColumns, going, inTable, lookAt, refresh, wish } from "./charges-table";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const { area, all } = lookAt(() => office);
const usd = "#,##0.00";
const formats: Readonly<Record<string, string>> = { jpy: "#,##0", kwd: "#,##0.000" };
const formatOf: NonNullable<TableRefresh["formatOf"]> = (column, row) => (column === 1 ? (formats[String(row[2])] ?? usd) : null);

type Row = readonly [id: string, amount: number, currency: string];
const content = (rows: readonly Row[]): TableContent => ({ headers: ["id", "amount", "currency"], rows, formats: [null, rows.map((row) => formatOf(1, row) ?? usd), null] });
const before: readonly Row[] = [["ch_1", 10, "usd"], ["ch_2", 20, "jpy"], ["ch_3", 30, "usd"]];

const insert = (rows = before): Promise<WrittenTable> =>
  officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content: content(rows) }, going());
/** Rows of a query that are replaced in order. */
const replace = (written: WrittenTable, rows: readonly Row[], more: Partial<TableRefresh> = {}) =>
  refresh(written, wish(written, [], { content: content(rows), formatOf, key: [], ...more }));
const shown = (rows: number, column = 1) => office.model.readNumberFormats({ ...area(rows, 1), row: 1, column }).flat();
const format = (address: string, one: string): Promise<void> => inTable((table) => void (table.worksheet.getRange(address).numberFormat = [[one]]));
const formatted = () => office.host.requests.flatMap(({ actions }) => actions).filter((action) => action.includes("numberFormat ="));

describe("the format of money whose row became another one", () => {
  test("is that of the new row's currency, and no other cell is formatted", async () => {
    const written = await insert();
    office.host.requests.length = 0;
    await replace(written, [["ch_0", 5, "kwd"], ["ch_1", 11, "usd"], ["ch_2", 20, "usd"]]);
    expect(shown(3)).toEqual(["#,##0.000", usd, usd]);
    expect(formatted()).toEqual([expect.stringMatching(/\(1, 1, 2, 1\)\.numberFormat = \[2 x 1\]$/)]);
  });

  test("is not written where all rows keep their currency", async () => {
    const written = await insert();
    office.host.requests.length = 0;
    await replace(written, [["ch_7", 1, "usd"], ["ch_8", 2, "jpy"], ["ch_9", 3, "usd"]]);
    expect(formatted()).toEqual([]);
  });

  test("stays a person's own, even where it looks like one of ours", async () => {
    const written = await insert();
    await format("B2", "[Red]0.0");
    await format("B4", "#,##0");
    await replace(written, [["ch_7", 1, "jpy"], ["ch_8", 2, "usd"], ["ch_9", 3, "kwd"]]);
    expect(shown(3)).toEqual(["[Red]0.0", usd, "#,##0"]);
  });

  test("follows rows that are emptied and filled again in a table that a person's columns keep long", async () => {
    const written = await insert();
    await addOwnColumns();
    await replace(written, [before[0]!, before[1]!]);
    await replace(written, [before[0]!]);
    expect(shown(3, 2)).toEqual([usd, usd, usd]);
    await replace(written, [before[0]!, ["ch_8", 1, "kwd"], ["ch_9", 2, "jpy"]]);
    expect(shown(3, 2)).toEqual([usd, "#,##0.000", "#,##0"]);
  });

  test("is not touched where rows are found again by their key", async () => {
    const written = await insert();
    office.host.requests.length = 0;
    await replace(written, [["ch_3", 30, "kwd"], ["ch_1", 10, "jpy"], ["ch_2", 20, "usd"]], { key: [0] });
    expect([shown(3), formatted()]).toEqual([[usd, "#,##0", usd], []]);
  });

  test("is the old one again when the refresh is undone", async () => {
    const written = await insert();
    const stood = all();
    const broken = new AppError("WORKBOOK_REFUSED", "The definition cannot be kept.");
    const rows: readonly Row[] = [["ch_7", 1, "kwd"], ["ch_8", 2, "usd"], ["ch_9", 3, "jpy"], ["ch_10", 4, "kwd"]];
    expect(await replace(written, rows, { confirm: () => Promise.reject(broken) }).then(() => null, (thrown: unknown) => thrown)).toBe(broken);
    expect(all()).toEqual(stood);
  });

  test("is the old one again when a refresh into an emptied table is undone", async () => {
    const written = await insert();
    await addOwnColumns();
    await replace(written, []);
    const stood = all();
    const broken = new AppError("WORKBOOK_REFUSED", "The definition cannot be kept.");
    expect(await replace(written, [["ch_7", 1, "kwd"], ["ch_8", 2, "jpy"]], { confirm: () => Promise.reject(broken) }).then(() => null, (thrown: unknown) => thrown)).toBe(broken);
    expect(all()).toEqual(stood);
  });

  test("is not taken for a person's when rows come after those that were turned", async () => {
    const written = await insert([["ch_1", 10, "usd"], ["ch_2", 20, "usd"]]);
    await replace(written, [["ch_3", 1, "jpy"], ["ch_4", 2, "jpy"], ["ch_5", 3, "kwd"], ["ch_6", 4, "usd"]]);
    expect(shown(4)).toEqual(["#,##0", "#,##0", "#,##0.000", usd]);
  });

  test("is written one cell after the other under a filter, where Excel may format other rows of a block than are meant", async () => {
    const written = await insert();
    await inTable((table) => table.columns.getItem("currency").filter.applyValuesFilter(["usd", "jpy"]));
    office.host.requests.length = 0;
    await replace(written, [["ch_7", 1, "jpy"], ["ch_8", 2, "usd"], ["ch_9", 3, "jpy"]]);
    expect(shown(3)).toEqual(["#,##0", usd, "#,##0"]);
    expect(formatted()).toEqual([1, 2, 3].map((row) => expect.stringContaining(`(${row}, 1, 1, 1).numberFormat =`)));
  });

  test("is right in a long table of many currencies", async () => {
    const many = (shift: number): Row[] => Array.from({ length: 9_000 }, (_, index) => [`ch_${index}`, index, ["usd", "jpy", "kwd", "eur"][(index * 7 + shift) % 4] ?? "usd"]);
    const written = await insert(many(0));
    await replace(written, many(1));
    const wanted: readonly CellValue[] = many(1).map((row) => formatOf(1, row));
    expect(shown(9_000)).toEqual(wanted);
  }, 30_000);
});
