import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../../src/base/app-error";
import { officeWorkbook } from "../../../../src/platform/office/workbook";
import type { TableContent, TableRef, TableRefresh, WrittenTable } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const going = () => new AbortController().signal;
const content = (rows: TableContent["rows"], headers = ["id", "amount", "status"]): TableContent => ({ headers, rows, formats: headers.map(() => null) });
const first = [["ch_1", 10, "paid"], ["ch_2", 20, "open"], ["ch_3", 30, "paid"]] as const;
const insert = () => officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content: content(first) }, going());
const wish = ({ columns }: WrittenTable, rows: TableContent["rows"], more: Partial<TableRefresh> = {}): TableRefresh => ({
  content: content(rows),
  columns,
  key: [0],
  order: [],
  gone: "mark",
  goneSince: "2026-11-21",
  ...more,
});
const refOf = ({ location: { id, name }, columns }: WrittenTable): TableRef => ({ id, name, headers: columns.map(({ header }) => header) });
const refresh = (written: WrittenTable, next: TableRefresh) => officeWorkbook.refreshTable(refOf(written), next, going());
const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));
const read = (rows: number, columns: number, sheet = "Charges") =>
  office.model.readValues({ sheetId: office.model.sheets().find(({ name }) => name === sheet)!.id, row: 0, column: 0, rows, columns });

/** Takes the table away and makes another with its name. */
const putInItsPlace = (cells: string[][]) =>
  Excel.run(async (context) => {
    const { tables, worksheets } = context.workbook;
    tables.getItem("Charges").delete();
    const sheet = worksheets.add("Other");
    const area = sheet.getRangeByIndexes(0, 0, cells.length, cells[0]?.length ?? 0);
    area.values = cells;
    tables.add(area, true).name = "Charges";
    await context.sync();
  });

describe("a table that has only the name of ours", () => {
  const own = [["Budget", "Owner", "Due"], ["b1", "o1", "d1"], ["b2", "o2", "d2"]];

  test("and other headers is a person's: it is neither written, shown nor deleted", async () => {
    const written = await insert();
    await putInItsPlace(own);
    expect(await failure(refresh(written, wish(written, first)))).toMatchObject({ message: "The table of this query is no longer in the workbook." });
    const ref = refOf(written);
    expect([await officeWorkbook.findTable(ref, going()), await officeWorkbook.selectTable(ref, going())]).toEqual([null, false]);
    await expect(officeWorkbook.deleteTable(ref, going())).rejects.toMatchObject({ code: "WORKBOOK_REFUSED", message: expect.stringContaining("it was not deleted") as unknown });
    expect(read(3, 3, "Other")).toEqual(own);
  });

  test("and all our headers is a copy of it: it is refreshed by them, whatever ids its columns have", async () => {
    const written = await insert();
    await putInItsPlace([["mine", "status", "id", "amount"], ["x", "paid", "ch_1", "10"], ["y", "open", "ch_2", "20"]]);
    const done = await refresh(written, wish(written, [["ch_1", 11, "void"], ["ch_2", 20, "open"]]));
    expect(done).toMatchObject({ placed: "key", location: { sheet: "Other" } });
    expect(read(3, 4, "Other")).toEqual([["mine", "status", "id", "amount"], ["x", "void", "ch_1", 11], ["y", "open", "ch_2", 20]]);
    expect(await refresh(done, wish(done, [["ch_1", 12, "void"], ["ch_2", 20, "open"]]))).toMatchObject({ changed: 1 });
  });
});

describe("rows at the end of the table that hold cells of a person's columns only", () => {
  const withOwn = async () => {
    const written = await insert();
    await Excel.run(async (context) => {
      const table = context.workbook.tables.getItem("Charges");
      table.columns.add(1, [["mine"], ["x"], ["y"], ["z"]]);
      table.columns.add(4, [["double"], ["=C2*2"], ["=C3*2"], ["=C4*2"]]);
      await context.sync();
    });
    return written;
  };
  const addRow = (own: string) =>
    Excel.run(async (context) => {
      context.workbook.tables.getItem("Charges").rows.add(undefined, [["", own, "", "", "=C5*2"]]);
      await context.sync();
    });

  test.each([
    ["are the person's: new rows come behind them", "my adjustment", [["", "my adjustment"], ["ch_4", ""]]],
    ["are free when they hold formulas only", "", [["ch_4", ""], ["", ""]]],
  ])("%s", async (_, own, rows) => {
    const written = await withOwn();
    await addRow(own);
    expect(await refresh(written, wish(written, [...first, ["ch_4", 1, "open"]]))).toMatchObject({ added: 1 });
    expect(read(6, 2).slice(4)).toEqual(rows);
  });
});

describe("when all is written", () => {
  test.each<{ what: string; more: Partial<TableRefresh>; sentence: RegExp }>([
    { what: "delete", more: { gone: "delete" }, sentence: /rows that did not come again could not all be deleted/ },
    { what: "sort", more: { order: [{ column: 1, descending: true }] }, sentence: /Excel did not sort it/ },
  ])("what Excel then cannot $what is a note, and the new rows stay", async ({ more, sentence }) => {
    const written = await insert();
    const confirmed: (string | null)[] = [];
    const { faults } = office.host;
    const confirm = ({ note }: { readonly note: string | null }): Promise<void> => {
      confirmed.push(note);
      faults.failRequest({ skip: 1, code: "AccessDenied" });
      return Promise.resolve();
    };
    const done = await refresh(written, wish(written, [["ch_1", 11, "paid"], ["ch_4", 5, "new"]], { ...more, confirm }));
    expect(confirmed).toEqual([null]);
    expect(done.note).toMatch(sentence);
    expect(read(5, 3).slice(1).map(([id, amount]) => [id, amount])).toEqual([["ch_1", 11], ["ch_2", 20], ["ch_3", 30], ["ch_4", 5]]);
  });
});
