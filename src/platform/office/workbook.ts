import type { TableLocation, TableRef, Workbook } from "../ports";
import { activeCell } from "./active-cell";
import { deleteTable } from "./delete-table";
import { runExcel, runExcelWhenIdle } from "./run-excel";
import { locate, tableOf } from "./table-location";
import { readPart, readParts, writePart } from "./xml-part";

/** What writes is loaded when it is first needed: the pane is shown without it. */
const insertTable: Workbook["insertTable"] = async (insert, signal) => (await import("./insert-table")).insertTable(insert, signal);
const refreshTable: Workbook["refreshTable"] = async (table, refresh, signal) => (await import("./refresh-table")).refreshTable(table, refresh, signal);

/** The open workbook, through Office JS. Failures are `WORKBOOK_BUSY`, `WORKBOOK_REFUSED` or `TOO_LARGE`. */
export const officeWorkbook: Workbook = { activeCell, insertTable, refreshTable, findTable, selectTable, deleteTable, readPart, readParts, writePart };

function findTable(ref: TableRef, signal: AbortSignal): Promise<TableLocation | null> {
  return runExcelWhenIdle(signal, async (context) => {
    const table = await tableOf(context, ref);
    return table.isNullObject ? null : locate(context, table);
  });
}

function selectTable(ref: TableRef, signal: AbortSignal): Promise<boolean> {
  return runExcel(signal, async (context) => {
    const table = await tableOf(context, ref);
    if (table.isNullObject) return false;
    table.worksheet.activate();
    table.getRange().select();
    await context.sync();
    return true;
  });
}
