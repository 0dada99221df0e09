import type { TableLocation, Workbook } from "../ports";
import { insertTable } from "./insert-table";
import { replaceTable } from "./replace-table";
import { runExcelWhenIdle } from "./run-excel";
import { locate } from "./table-location";
import { readPart, writePart } from "./xml-part";

/** The open workbook, through Office JS. Failures are `WORKBOOK_BUSY`, `WORKBOOK_REFUSED` or `TOO_LARGE`. */
export const officeWorkbook: Workbook = { insertTable, replaceTable, findTable, readPart, writePart };

function findTable(tableId: string, signal: AbortSignal): Promise<TableLocation | null> {
  return runExcelWhenIdle(signal, async (context) => {
    const table = context.workbook.tables.getItemOrNullObject(tableId);
    await context.sync();
    return table.isNullObject ? null : locate(context, table);
  });
}
