import type { TableContent } from "../ports";
import { cellsAtOnce } from "./chunk-rows";
import { portionsOf } from "./portions";
import { retryTransient } from "./retry-transient";
import { cellsOf, type Corner, forAll, letGo } from "./sheet-cells";

/** Cells of one column of a table, by its position and rows from 0 at the first body row. */
export type ColumnSpan = { readonly at: number; readonly row: number; readonly rows: number };

/** Their number formats: one for all of them, or one a row. */
export type ColumnFormat = ColumnSpan & { readonly format: NonNullable<TableContent["formats"][number]> };

/** Where the table begins, and until when the work goes on. */
export type Formatting = { readonly table: Corner; readonly signal: AbortSignal };

/** What a block adds to a request, in cells: the path to it. */
const blockWeight = 30;

/** Gives cells their formats, in requests of a bounded size. */
export async function writeFormats(context: Excel.RequestContext, { table, signal }: Formatting, formats: readonly ColumnFormat[]): Promise<void> {
  const weigh = ({ format }: ColumnFormat): number => blockWeight + (typeof format === "string" ? 0 : format.length);
  for (const portion of portionsOf(formats.flatMap(inParts), weigh, cellsAtOnce)) {
    signal.throwIfAborted();
    await retryTransient(() => send(context, table, portion), { signal });
  }
}

async function send(context: Excel.RequestContext, table: Corner, portion: readonly ColumnFormat[]): Promise<void> {
  const ranges = portion.map(({ format, ...span }) => {
    const cells = rangeOf(context, table, span);
    cells.numberFormat = typeof format === "string" ? forAll(format) : format.map((one) => [one]);
    return cells;
  });
  await context.sync();
  letGo(ranges);
}

/** The formats that cells have, in the order of the spans; long ones in several parts. */
export async function readFormats(context: Excel.RequestContext, { table, signal }: Formatting, spans: readonly ColumnSpan[]): Promise<readonly ColumnFormat[]> {
  const found: ColumnFormat[] = [];
  for (const portion of portionsOf(spans.flatMap(cut), ({ rows }) => blockWeight + rows, cellsAtOnce)) {
    signal.throwIfAborted();
    found.push(...(await retryTransient(() => read(context, table, portion), { signal })));
  }
  return found;
}

async function read(context: Excel.RequestContext, table: Corner, portion: readonly ColumnSpan[]): Promise<readonly ColumnFormat[]> {
  const ranges = portion.map((span) => rangeOf(context, table, span).load("numberFormat"));
  await context.sync();
  const found = portion.map((span, index) => ({ ...span, format: shortest((ranges[index]?.numberFormat as string[][]).map(([format = "General"]) => format)) }));
  letGo(ranges);
  return found;
}

/** Whether all cells have these formats. */
export async function haveFormats(context: Excel.RequestContext, where: Formatting, formats: readonly ColumnFormat[]): Promise<boolean> {
  const found = formatsByCell(await readFormats(context, where, formats));
  return [...formatsByCell(formats)].every(([cell, format]) => found.get(cell) === format);
}

/** The format of each cell, by its place; of a cell that is named twice the first. */
export const formatsByCell = (formats: readonly ColumnFormat[]): ReadonlyMap<string, string> =>
  new Map(formats.toReversed().flatMap(({ at, row, rows, format }) => Array.from({ length: rows }, (_, index) => [cellKey(at, row + index), nth(format, index)] as const)));

/** A cell as {@link formatsByCell} names it. */
export const cellKey = (at: number, row: number): string => `${at} ${row}`;

const nth = (format: ColumnFormat["format"], index: number): string => (typeof format === "string" ? format : (format[index] ?? "General"));

const rangeOf = (context: Excel.RequestContext, table: Corner, { at, row, rows }: ColumnSpan): Excel.Range =>
  cellsOf(context, table, { row: row + 1, column: at, rows, columns: 1 });

function inParts(column: ColumnFormat): readonly ColumnFormat[] {
  const format = shortest(column.format);
  if (typeof format === "string") return [{ ...column, format }];
  return cut(column).map((part) => ({ ...part, format: format.slice(part.row - column.row, part.row - column.row + part.rows) }));
}

/** One format where all rows have the same. */
function shortest(format: ColumnFormat["format"]): ColumnFormat["format"] {
  const [first] = format;
  return typeof format === "string" || first === undefined || format.some((one) => one !== first) ? format : first;
}

function cut({ at, row, rows }: ColumnSpan): readonly ColumnSpan[] {
  const most = cellsAtOnce - blockWeight;
  return Array.from({ length: Math.ceil(rows / most) }, (_, index) => ({ at, row: row + index * most, rows: Math.min(most, rows - index * most) }));
}
