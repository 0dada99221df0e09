import type { SheetCell } from "../ports";

/** Where something begins on a sheet. */
export type Corner = SheetCell;

/** Cells by their offset from a corner and their size. */
export type Block = { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number };

/** A new range each time, since office.js does not take one again that was in a request that failed. */
export function cellsOf(context: Excel.RequestContext, corner: Corner, { row, column, rows, columns }: Block): Excel.Range {
  return context.workbook.worksheets.getItem(corner.sheetId).getRangeByIndexes(corner.row + row, corner.column + column, rows, columns);
}

/** Excel takes one format for all cells of a range; the typings only know the matrix. */
export const forAll = (format: string) => format as unknown as string[][];

/**
 * Frees what ranges hold. Office.js keeps each range of a run, with the values that were written to it or read from it, on a
 * list until the run ends, and Excel keeps a reference. `track` takes it from that list, `untrack` gives the reference back
 * with the next request.
 * @see https://learn.microsoft.com/office/dev/add-ins/excel/performance#untrack-unneeded-ranges
 */
export function letGo(ranges: readonly Excel.Range[]): void {
  for (const range of ranges) range.track().untrack();
}
