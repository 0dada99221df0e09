import type { TableContent } from "../ports";
import { type ColumnFormat, type ColumnSpan, type Formatting, readFormats, writeFormats } from "./column-formats";
import { retryTransient } from "./retry-transient";
import { cellsOf, type Corner } from "./sheet-cells";
import { uncancelled } from "./uncancelled";

export type EmptyCells = {
  readonly corner: Corner;
  /** With the header row. */
  readonly size: { readonly rows: number; readonly columns: number };
  /** What will be set: other formats are a person's all the time. */
  readonly formats: TableContent["formats"];
  readonly signal: AbortSignal;
};

/**
 * Notes what a person has made of empty cells of a sheet, and gives the way back to it from any point of a table's making: the table
 * goes with all it holds; number formats and widths of columns become what they were. Fills and borders are left alone.
 */
export async function rememberCells(context: Excel.RequestContext, cells: EmptyCells): Promise<(later: Excel.RequestContext) => Promise<void>> {
  const { corner, formats, signal } = cells;
  const before = await readFormats(context, { table: corner, signal }, spansOf(cells, (column) => formats[column] !== null));
  const widths = await retryTransient(() => readWidths(context, cells), { signal });
  return (later) => empty(later, cells, { formats: before, widths });
}

type Before = { readonly formats: readonly ColumnFormat[]; readonly widths: readonly number[] };

/** A table that is deleted takes the formats of all its cells with it, a sheet that a person deleted takes everything. */
async function empty(context: Excel.RequestContext, cells: EmptyCells, before: Before): Promise<void> {
  const { corner, formats, size } = cells;
  const sheet = context.workbook.worksheets.getItemOrNullObject(corner.sheetId);
  await context.sync();
  if (sheet.isNullObject) return;
  const whole = cellsOf(context, corner, { row: 0, column: 0, ...size });
  const tables = whole.getTables(true).load("items/id");
  await context.sync();
  const { items } = tables;
  const later: Formatting = { table: corner, signal: uncancelled };
  const others = items.length === 0 ? [] : await readFormats(context, later, spansOf(cells, (column) => formats[column] === null));
  for (const table of items) table.delete();
  whole.clear("Contents");
  if (items.length > 0) before.widths.forEach((width, column) => (whole.getColumn(column).format.columnWidth = width));
  await context.sync();
  await writeFormats(context, later, [...before.formats, ...others]);
}

async function readWidths(context: Excel.RequestContext, { corner, size }: EmptyCells): Promise<readonly number[]> {
  const whole = cellsOf(context, corner, { row: 0, column: 0, ...size });
  const formats = Array.from({ length: size.columns }, (_, column) => whole.getColumn(column).format.load("columnWidth"));
  await context.sync();
  return formats.map(({ columnWidth }) => columnWidth);
}

function spansOf({ size }: EmptyCells, wanted: (column: number) => boolean): readonly ColumnSpan[] {
  const columns = Array.from({ length: size.columns }, (_, column) => column);
  return columns.filter(wanted).map((at) => ({ at, row: 0, rows: size.rows - 1 }));
}
