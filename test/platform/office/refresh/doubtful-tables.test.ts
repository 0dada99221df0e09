import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
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
const read = (rows: number, columns: number, sheet = "Charges") =>
  office.model.readValues({ sheetId: office.model.sheets().find(({ name }) => name === sheet)!.id, row: 0, column: 0, rows, columns });

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
