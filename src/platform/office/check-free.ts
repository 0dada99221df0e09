import { AppError } from "../../base/app-error";
import { cellsAtOnce } from "./chunk-rows";
import { retryTransient } from "./retry-transient";
import { type Block, cellsOf, type Corner } from "./sheet-cells";
import { uncancelled } from "./uncancelled";

export type Wanted = { readonly corner: Corner; readonly block: Block };

/** @throws AppError `WORKBOOK_REFUSED` when a cell of the block holds something, be it a formula that shows nothing. */
export async function checkFree(context: Excel.RequestContext, { corner, block }: Wanted): Promise<void> {
  const used = await retryTransient(() => usedCells(context, { corner, block }), { signal: uncancelled });
  if (used === null) return;
  const portion = Math.max(1, Math.floor(cellsAtOnce / used.columns));
  for (let row = 0; row < used.rows; row += portion) {
    const part = { row, column: 0, rows: Math.min(portion, used.rows - row), columns: used.columns };
    await retryTransient(() => refuseFormulas(context, { corner: used.corner, block: part }), { signal: uncancelled });
  }
}

type Used = { readonly corner: Corner; readonly rows: number; readonly columns: number };

/** Cells that have at least a format: whether Excel takes a formula that shows nothing for a value, it does not say. */
async function usedCells(context: Excel.RequestContext, { corner, block }: Wanted): Promise<Used | null> {
  const cells = cellsOf(context, corner, block);
  const withValues = cells.getUsedRangeOrNullObject(true).load("address");
  const used = cells.getUsedRangeOrNullObject(false).load("rowIndex,columnIndex,rowCount,columnCount");
  await context.sync();
  if (!withValues.isNullObject) throw inTheWay(withValues.address);
  if (used.isNullObject) return null;
  return { corner: { sheetId: corner.sheetId, row: used.rowIndex, column: used.columnIndex }, rows: used.rowCount, columns: used.columnCount };
}

async function refuseFormulas(context: Excel.RequestContext, { corner, block }: Wanted): Promise<void> {
  const cells = cellsOf(context, corner, block).load("formulas,address");
  await context.sync();
  if ((cells.formulas as unknown[][]).some((row) => row.some((content) => content !== ""))) throw inTheWay(cells.address);
}

const inTheWay = (address: string): AppError =>
  new AppError("WORKBOOK_REFUSED", `There are cells in the way: ${address}.`, { hint: "Clear or move them, or insert the table on a new sheet." });
