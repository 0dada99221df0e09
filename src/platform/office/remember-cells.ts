import type { TableContent } from "../ports";
import { type ColumnFormat, type ColumnSpan, type Formatting, haveFormats, readFormats, writeFormats } from "./column-formats";
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

/** The way back to what cells were, with a context of its own. */
export type RememberedCells = {
  /**
   * From any point of a table's making: the table goes with all it holds; number formats and widths of columns become what they were.
   * Fills and borders are left alone.
   */
  readonly undo: (later: Excel.RequestContext) => Promise<void>;
  /** Whether formats and widths are what they were. */
  readonly unchanged: (later: Excel.RequestContext) => Promise<boolean>;
};

/** Notes what a person has made of empty cells of a sheet. */
export async function rememberCells(context: Excel.RequestContext, cells: EmptyCells): Promise<RememberedCells> {
  const { corner, formats, signal } = cells;
  const written = await readFormats(context, { table: corner, signal }, spansOf(cells, (column) => formats[column] !== null));
  const widths = await retryTransient(() => readWidths(context, cells), { signal });
  const before: Before = { written, others: [], widths };
  return { undo: (later) => empty(later, cells, before), unchanged: (later) => isAsBefore(later, cells, before) };
}

type Before = {
  /** Formats of the columns that get some from us. */
  readonly written: readonly ColumnFormat[];
  /** Those of all others, once they are in danger. */
  others: readonly ColumnFormat[];
  readonly widths: readonly number[];
};

async function isAsBefore(context: Excel.RequestContext, cells: EmptyCells, { written, others, widths }: Before): Promise<boolean> {
  const now = await retryTransient(() => readWidths(context, cells), { signal: uncancelled });
  if (now.some((width, column) => width !== widths[column])) return false;
  return haveFormats(context, { table: cells.corner, signal: uncancelled }, [...written, ...others]);
}

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
  if (items.length > 0) before.others = await readFormats(context, later, spansOf(cells, (column) => formats[column] === null));
  for (const table of items) table.delete();
  whole.clear("Contents");
  if (items.length > 0) before.widths.forEach((width, column) => (whole.getColumn(column).format.columnWidth = width));
  await context.sync();
  await writeFormats(context, later, [...before.written, ...before.others]);
}

async function readWidths(context: Excel.RequestContext, { corner, size }: EmptyCells): Promise<readonly number[]> {
  const whole = cellsOf(context, corner, { row: 0, column: 0, ...size });
  const formats = Array.from({ length: size.columns }, (_, column) => whole.getColumn(column).format.load("columnWidth"));
  await context.sync();
  return formats.map(({ columnWidth }) => columnWidth);
}

function spansOf({ size }: EmptyCells, wanted: (column: number) => boolean): readonly ColumnSpan[] {
  const columns = Array.from({ length: size.columns }, (_, column) => column);
  // The header is above the first row.
  return columns.filter(wanted).map((at) => ({ at, row: -1, rows: size.rows }));
}
