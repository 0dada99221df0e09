import type { TableLocation, TableRef, Workbook } from "../ports";
import { insertTable } from "./insert-table";
import { refreshTable } from "./refresh-table";
import { runExcelWhenIdle } from "./run-excel";
import { locate, tableOf } from "./table-location";
import { readPart, writePart } from "./xml-part";

/** The open workbook, through Office JS. Failures are `WORKBOOK_BUSY`, `WORKBOOK_REFUSED` or `TOO_LARGE`. */
export const officeWorkbook: Workbook = { insertTable, refreshTable, findTable, readPart, writePart };

function findTable(ref: TableRef, signal: AbortSignal): Promise<TableLocation | null> {
  return runExcelWhenIdle(signal, async (context) => {
    const table = await tableOf(context, ref);
    return table.isNullObject ? null : locate(context, table);
  });
}
