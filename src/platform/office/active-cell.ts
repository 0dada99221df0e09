import type { SheetCell } from "../ports";
import { retryTransient } from "./retry-transient";
import { runExcel } from "./run-excel";
import { uncancelled } from "./uncancelled";

/** The cell that is active, in the caller's batch. */
export function findActiveCell(context: Excel.RequestContext): Promise<SheetCell> {
  return retryTransient(async () => {
    const active = context.workbook.getActiveCell();
    active.load("rowIndex,columnIndex,worksheet/id");
    await context.sync();
    return { sheetId: active.worksheet.id, row: active.rowIndex, column: active.columnIndex };
  }, { signal: uncancelled });
}

/** The cell that is active now, for something that a person just asked for. */
export const activeCell = (signal: AbortSignal): Promise<SheetCell> => runExcel(signal, findActiveCell);
