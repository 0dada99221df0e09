import { toWorkbookError } from "./excel-errors";
import { retryTransient } from "./retry-transient";
import { type Block, cellsOf, type Corner } from "./sheet-cells";

/** Cells of one sheet. */
export type SheetBlock = Corner & Pick<Block, "rows" | "columns">;

/** Fewer cells are read as quickly as Excel is asked where formulas are. */
const worthAsking = 1_000;

/**
 * The smallest block around all formulas of a block, so that the plain values of a large sheet are not read; `null`: it holds no
 * formula. Where Excel cannot tell, such as on some protected sheets, it is the whole block.
 * @see https://learn.microsoft.com/javascript/api/excel/excel.range#excel-excel-range-getspecialcellsornullobject-member(1)
 */
export async function aroundFormulas<Kind extends SheetBlock>(context: Excel.RequestContext, block: Kind, signal: AbortSignal): Promise<Kind | null> {
  if (block.rows * block.columns < worthAsking) return block;
  try {
    const areas = await retryTransient(() => formulaAreas(context, block), { signal });
    return areas.length === 0 ? null : { ...block, ...around(areas) };
  } catch (failure) {
    signal.throwIfAborted();
    if (toWorkbookError(failure).code === "WORKBOOK_BUSY") throw failure;
    return block;
  }
}

async function formulaAreas(context: Excel.RequestContext, { rows, columns, ...corner }: SheetBlock): Promise<readonly Excel.Range[]> {
  const found = cellsOf(context, corner, { row: 0, column: 0, rows, columns }).getSpecialCellsOrNullObject("Formulas").load("areaCount");
  await context.sync();
  if (found.isNullObject) return [];
  const areas = found.areas.load("items/rowIndex,items/columnIndex,items/rowCount,items/columnCount");
  await context.sync();
  if (areas.items.length !== found.areaCount) throw new Error("Excel left out some of the areas");
  return areas.items;
}

function around(areas: readonly Excel.Range[]): Omit<SheetBlock, "sheetId"> {
  const least = (pick: (area: Excel.Range) => number): number => areas.reduce((so, area) => Math.min(so, pick(area)), Infinity);
  const row = least(({ rowIndex }) => rowIndex);
  const column = least(({ columnIndex }) => columnIndex);
  const rows = -least((area) => -area.rowIndex - area.rowCount) - row;
  return { row, column, rows, columns: -least((area) => -area.columnIndex - area.columnCount) - column };
}
