import { afterEach, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../../src/base/app-error";
import { officeWorkbook } from "../../../../src/platform/office/workbook";
import type { CellValue, TableContent, TableRefresh, WrittenTable } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { afterRequest } from "../after-request";
import { content, insert, inTable, lookAt, refresh, removeSheet, wish } from "./charges-table";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const { area, all } = lookAt(() => office);
const broken = new AppError("WORKBOOK_REFUSED", "The definition cannot be kept.");
const height = 1_200;
const many = (mark: string, rows: number): CellValue[][] => Array.from({ length: rows }, (_, index) => [`ch_${index}`, index, `${mark} ${"x".repeat(1_200)}`]);

/** A large table with a person's column and a calculated one between ours, a person's cells beside it and formats below it. */
async function startTable() {
  const written = await insert(many("old", height));
  const column = (header: string, cell: (row: number) => string) => [[header], ...Array.from({ length: height }, (_, row) => [cell(row + 2)])];
  await inTable((table) => {
    table.columns.add(1, column("mine", (row) => `note ${row}`));
    table.columns.add(3, column("double", (row) => `=C${row}*2`));
  });
  office.model.writeCells({ ...area(2, 1), column: 8 }, [["beside"], ["=C2"]]);
  office.model.writeNumberFormats({ ...area(2, 6), row: height + 1 }, [["0%", "0%", "0%", "0%", "0%", "@"], ["", "", "0.0", "", "", ""]]);
  return written;
}

const state = () => {
  const seen = area(height + 310, 10);
  return { contents: office.model.readFormulas(seen), formats: office.model.readNumberFormats(seen), tables: office.model.tables() };
};

const isShape = ({ actions }: StartedOffice["host"]["requests"][number]) => actions.some((action) => action.includes(".resize("));

test("a big refresh beside a person's own and calculated columns leaves all as it was when it is cancelled at any of its requests", async () => {
  const written = await startTable();
  const before = state();
  const next = wish(written, many("new", height + 300).toReversed());
  office.host.requests.length = 0;
  const attempt = (more: Partial<typeof next> = {}, signal?: AbortSignal) => refresh(written, { ...next, ...more }, signal).then(() => null, (thrown: unknown) => AppError.from(thrown));
  expect(await attempt({ confirm: () => Promise.reject(broken) })).toBe(broken);
  expect(state()).toEqual(before);
  const resized = office.host.requests.findIndex(isShape);
  expect(resized).toBeGreaterThan(10);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: resized + 1 }), async (count) => {
      const leaving = new AbortController();
      afterRequest(office, count, () => leaving.abort());
      expect((await attempt({}, leaving.signal))?.code).toBe("CANCELLED");
      expect(state()).toEqual(before);
    }),
    { numRuns: 10 },
  );
}, 120_000);

const usd = "#,##0.00";
const formatOf: NonNullable<TableRefresh["formatOf"]> = (column, row) => (column === 1 ? (row[2] === "jpy" ? "#,##0" : usd) : null);
const money = (rows: CellValue[][]): TableContent => ({ ...content(rows), formats: [null, rows.map((row) => formatOf(1, row) ?? usd), null] });

/** Everything of a small table, with the rows that a filter hides. */
const small = () => ({ ...all(), hidden: office.model.readHidden(area(8, 1), "rows") });

/** A table of two currencies, with a formula of a person's in place of one of our values. */
async function startMoney(): Promise<WrittenTable> {
  const written = await officeWorkbook.insertTable(
    { target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content: money([["ch_1", 10, "usd"], ["ch_2", 20, "jpy"], ["ch_3", 30, "usd"]]) },
    new AbortController().signal,
  );
  await inTable((table) => void (table.worksheet.getRange("B4").formulas = [["=10+20"]]));
  return written;
}

/** Rows that take the place of others, which are of other currencies. */
const replacing = (written: WrittenTable, confirm: () => Promise<void>): Promise<AppError> =>
  refresh(written, wish(written, [], { content: money([["ch_7", 1, "jpy"], ["ch_8", 2, "usd"], ["ch_9", 3, "jpy"], ["ch_10", 4, "usd"]]), formatOf, key: [], confirm })).then(
    () => Promise.reject(new Error("was refreshed")),
    (thrown: unknown) => AppError.from(thrown),
  );

test("an undo that Excel refuses at any of its requests says that old and new stand together, unless values, formulas and formats are as they were", async () => {
  let undone = false;
  for (let skip = 0; skip < 40 && !undone; skip++) {
    const written = await startMoney();
    const before = small();
    const failed = await replacing(written, () => {
      office.host.requests.length = 0;
      office.host.faults.failRequest({ skip, code: "AccessDenied", afterActions: 0 });
      return Promise.reject(broken);
    });
    undone = !office.host.requests.some(({ error }) => error === "AccessDenied");
    if (failed.message === broken.message) expect({ skip, ...small() }).toEqual({ skip, ...before });
    else expect({ skip, message: failed.message }).toEqual({ skip, message: `${broken.message} Old and new rows stand together.` });
    if (!undone) await removeSheet();
  }
  expect(undone).toBe(true);
}, 60_000);

test("rows that a filter showed are shown again when the refresh is undone", async () => {
  const written = await startMoney();
  await inTable((table) => table.columns.getItem("status").filter.applyValuesFilter(["usd"]));
  const before = small();
  expect(before.hidden.slice(0, 4)).toEqual([false, false, true, false]);
  expect(await replacing(written, () => Promise.reject(broken))).toBe(broken);
  expect(small()).toEqual(before);
});

test("an undo under a filter that a person set meanwhile goes row by row, and shows the rows that match", async () => {
  const written = await startMoney();
  const before = small();
  const failed = await replacing(written, async () => {
    await inTable((table) => table.columns.getItem("status").filter.applyValuesFilter(["usd"]));
    office.host.requests.length = 0;
    throw broken;
  });
  expect(failed).toBe(broken);
  expect(small()).toEqual({ ...before, hidden: [false, false, true, false, false, false, false, false] });
  const sent = office.host.requests.flatMap(({ actions }) => actions).filter((action) => /\.(?:values|numberFormat) = /.test(action));
  expect(sent.filter((action) => !/getRangeByIndexes\(\d+, \d+, 1, \d+\)/.test(action))).toEqual([]);
  expect(sent.length).toBeGreaterThan(5);
});
