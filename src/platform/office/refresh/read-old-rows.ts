import { cellsAtOnce } from "../chunk-rows";
import { columnRuns } from "../match-columns";
import { cellsOf, letGo } from "../sheet-cells";
import type { ShownCell } from "../text-mark";
import { retryTransient } from "../retry-transient";
import type { StandingTable } from "./standing-table";

export type OldRowsRead = {
  readonly table: StandingTable;
  /** Columns of the table to read; those that are not there yet are empty. */
  readonly positions: readonly number[];
  readonly signal: AbortSignal;
};

/** What stands in our columns, read in portions; nothing else of the table is looked at. */
export async function readOldRows(context: Excel.RequestContext, read: OldRowsRead): Promise<ShownCell[][]> {
  const { table, positions, signal } = read;
  const rows: ShownCell[][] = [];
  const portion = Math.max(1, Math.floor(cellsAtOnce / Math.max(1, positions.length)));
  for (let row = 0; row < table.bodyRows; row += portion) {
    const part = { row, rows: Math.min(portion, table.bodyRows - row) };
    rows.push(...(await retryTransient(() => readPortion(context, read, part), { signal })));
  }
  return rows;
}

type Portion = { readonly row: number; readonly rows: number };

async function readPortion(context: Excel.RequestContext, { table, positions }: OldRowsRead, { row, rows }: Portion): Promise<ShownCell[][]> {
  const standing = columnRuns(positions).filter(({ at }) => at < table.columns.length);
  const ranges = standing.map(({ at, width }) => {
    const columns = Math.min(width, table.columns.length - at);
    const range = cellsOf(context, table, { row: row + 1, column: at, rows, columns });
    range.load("values");
    return range;
  });
  await context.sync();
  const values = ranges.map((range) => range.values as ShownCell[][]);
  letGo(ranges);
  return Array.from({ length: rows }, (_, index) => {
    const cells: ShownCell[] = positions.map(() => "");
    standing.forEach(({ from }, run) => values[run]?.[index]?.forEach((cell, offset) => (cells[from + offset] = cell)));
    return cells;
  });
}
