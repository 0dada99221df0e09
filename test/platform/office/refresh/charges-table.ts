import { officeWorkbook } from "../../../../src/platform/office/workbook";
import type { RefreshedTable, TableContent, TableRefresh, WrittenTable } from "../../../../src/platform/ports";
import type { StartedOffice } from "../../../excel-sim/jest-office";
import { complaintsAbout, standingOf } from "./complaints-about";

export const going = (): AbortSignal => new AbortController().signal;

export const content = (rows: TableContent["rows"], headers = ["id", "amount", "status"]): TableContent => ({
  headers,
  rows,
  formats: headers.map((header) => (header === "amount" ? "#,##0.00" : null)),
});

export const first = [["ch_1", 10, "paid"], ["ch_2", 20, "open"], ["ch_3", 30, "paid"]] as const;

/** Columns of the sheet that are ours where the table is in use. */
export const ours = [0, 2, 3];

export const wish = (written: Pick<WrittenTable, "columns">, rows: TableContent["rows"], more: Partial<TableRefresh> = {}): TableRefresh => ({
  content: content(rows),
  columns: written.columns,
  key: [0],
  order: [],
  gone: "mark",
  goneSince: "2026-11-21",
  ...more,
});

export const insert = (rows: TableContent["rows"] = first): Promise<WrittenTable> =>
  officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content: content(rows) }, going());

export const refresh = ({ location }: Pick<WrittenTable, "location">, next: TableRefresh, signal = going()): Promise<RefreshedTable> =>
  officeWorkbook.refreshTable({ id: location.id, name: null }, next, signal);

const inSheet = (change: (sheet: Excel.Worksheet) => void): Promise<void> =>
  Excel.run(async (context) => {
    change(context.workbook.worksheets.getItem("Charges"));
    await context.sync();
  });

export const inTable = (change: (table: Excel.Table) => void): Promise<void> => inSheet((sheet) => change(sheet.tables.getItem("Charges")));

export const addOwnColumns = (): Promise<void> =>
  inTable((table) => {
    table.columns.add(1, [["mine"], ["x"], ["y"], ["z"]]);
    table.columns.add(4, [["double"], ["=C2*2"], ["=C3*2"], ["=C4*2"]]);
  });

export const protectSheet = (): Promise<void> => inSheet((sheet) => sheet.protection.protect());
export const removeSheet = (): Promise<void> => inSheet((sheet) => sheet.delete());

/** What there is to see of the sheet of charges, and what was sent to it. */
export function lookAt(office: () => StartedOffice) {
  const area = (rows: number, columns: number) => ({ sheetId: office().model.sheets().find(({ name }) => name === "Charges")?.id ?? "", row: 0, column: 0, rows, columns });
  const read = (rows: number, columns: number) => office().model.readValues(area(rows, columns));
  return {
    area,
    read,
    all: () => ({ values: office().model.readFormulas(area(40, 12)), formats: office().model.readNumberFormats(area(40, 12)), tables: office().model.tables() }),
    /** What is wrong with what was sent since the log was emptied; `columns` of the sheet are ours. */
    complaints: (columns: readonly number[], more: { mayDelete?: boolean; formattedRow?: number } = {}) =>
      complaintsAbout(office().host.requests, { ...standingOf(office().model), ours: columns, width: 5, bodyRows: 3, ...more }),
    /** A table in use: a column of its own between ours, a calculated one at the end. */
    inUse: async (): Promise<WrittenTable> => {
      const written = await insert();
      await addOwnColumns();
      office().host.requests.length = 0;
      return written;
    },
    /** The rows the other way round, as a person sorts them. */
    sortByHand: (rows: number): void => {
      const body = { ...area(rows, 3), row: 1 };
      office().model.writeCells(body, office().model.readValues(body).toReversed());
    },
    /** Calls before a request is recorded that asks for something like that. */
    when: (part: string, call: (times: number) => void): void => {
      const { requests } = office().host;
      const push = requests.push.bind(requests);
      let times = 0;
      requests.push = (...recorded) => {
        if (recorded.some(({ actions }) => actions.some((action) => action.includes(part)))) call(++times);
        return push(...recorded);
      };
    },
  };
}
