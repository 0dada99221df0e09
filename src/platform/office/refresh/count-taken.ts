import { cellsAtOnce } from "../chunk-rows";
import { columnRuns } from "../match-columns";
import { retryTransient } from "../retry-transient";
import { cellsOf, letGo } from "../sheet-cells";
import type { OldRowsRead } from "./read-old-rows";
import type { StandingTable } from "./standing-table";

/** Rows of the table, from 0. */
type Span = { readonly row: number; readonly rows: number };

/**
 * Rows from the top behind which no person has typed anything: at the table's end, behind the last row that holds something of ours, a
 * person may have rows with cells in their own columns only. Formulas do not count, since calculated columns fill every row.
 * `used`: rows from the top behind which our columns are empty.
 */
export async function countTaken(context: Excel.RequestContext, { table, positions, signal }: OldRowsRead, used: number): Promise<number> {
  const others = table.columns.flatMap((_, at) => (positions.includes(at) ? [] : [at]));
  if (others.length === 0) return used;
  const portion = Math.max(1, Math.floor(cellsAtOnce / others.length));
  let taken = used;
  for (let row = used; row < table.bodyRows; row += portion) {
    const span = { row, rows: Math.min(portion, table.bodyRows - row) };
    const last = await retryTransient(() => lastTyped(context, { table, others }, span), { signal });
    if (last >= 0) taken = row + last + 1;
  }
  return taken;
}

type Others = { readonly table: StandingTable; readonly others: readonly number[] };

/** The last row of a span with something typed, counted from its first; -1: none. */
async function lastTyped(context: Excel.RequestContext, { table, others }: Others, { row, rows }: Span): Promise<number> {
  const ranges = columnRuns(others).map(({ at, width }) => {
    const range = cellsOf(context, table, { row: row + 1, column: at, rows, columns: width });
    range.load("formulas");
    return range;
  });
  await context.sync();
  const last = Math.max(...ranges.map((range) => (range.formulas as unknown[][]).findLastIndex((cells) => cells.some(isTyped))));
  letGo(ranges);
  return last;
}

const isTyped = (cell: unknown): boolean => cell !== "" && !String(cell).startsWith("=");
