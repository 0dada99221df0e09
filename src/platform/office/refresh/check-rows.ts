import { AppError } from "../../../base/app-error";
import { columnRuns } from "../match-columns";
import { retryTransient } from "../retry-transient";
import { cellsOf, letGo } from "../sheet-cells";
import type { ShownCell } from "../text-mark";
import { uncancelled } from "../uncancelled";
import type { Begun } from "./begun";
import { formulasAmong } from "./kept-formulas";
import type { Patch } from "./patches";

/** Rows of the table's body from `row` on. */
export type Span = { readonly row: number; readonly rows: number };

export type RowsCheck = {
  readonly spans: readonly Span[];
  /** Cells that are about to be written: formulas of a person's among them are noted, so that they can be put back. */
  readonly patches?: readonly Patch[];
  /** Body rows that the table must have, where it matters. */
  readonly height?: number;
};

/**
 * Asks Excel whether rows still stand where they were read: between two requests a person may sort, filter or move the table, and
 * values would come into the wrong rows.
 * @throws AppError `WORKBOOK_BUSY` when they do not.
 */
export function checkRows(context: Excel.RequestContext, begun: Begun, check: RowsCheck): Promise<void> {
  return retryTransient(() => requireRows(context, begun, check), { signal: uncancelled });
}

/** The same, once. */
export async function requireRows(context: Excel.RequestContext, begun: Begun, check: RowsCheck): Promise<void> {
  if (await rowsStand(context, begun, check)) return;
  throw new AppError("WORKBOOK_BUSY", "The table was sorted, filtered or moved while it was being refreshed.", { hint: "Refresh it again." });
}

/** The answer to that. */
export async function rowsStand(context: Excel.RequestContext, begun: Begun, { spans, patches = [], height }: RowsCheck): Promise<boolean> {
  const { table, sent } = begun;
  const standing = spans.flatMap(({ row, rows }) => (row < table.bodyRows ? [{ row, rows: Math.min(rows, table.bodyRows - row) }] : []));
  const there = loadPlace(context, begun);
  const told = standing.flatMap((span) => loadTelling(context, begun, span));
  const formulas = formulasAmong(context, begun, patches);
  await context.sync();
  const stands = isInPlace(begun, there, height) && told.every(({ range, at, columns }) => isAsKnown(begun, { at, columns, values: range.values as ShownCell[][] }));
  if (stands) for (const kept of formulas.read()) sent.formulas.set(`${kept.row} ${kept.column}`, kept);
  letGo([there.range, ...told.map(({ range }) => range), ...formulas.ranges]);
  return stands;
}

type Place = { readonly table: Excel.Table; readonly range: Excel.Range };

function loadPlace(context: Excel.RequestContext, { table: standing }: Begun): Place {
  const table = context.workbook.tables.getItem(standing.id);
  table.autoFilter.load("isDataFiltered");
  return { table, range: table.getRange().load("rowIndex,columnIndex,rowCount,columnCount,worksheet/id") };
}

function isInPlace({ table: before, sent }: Begun, { table, range }: Place, height: number | undefined): boolean {
  const totals = before.totals && !sent.shape ? 1 : 0;
  return (
    range.worksheet.id === before.sheetId &&
    range.rowIndex === before.row &&
    range.columnIndex === before.column &&
    (sent.shape || range.columnCount === before.columns.length) &&
    (height === undefined || range.rowCount === 1 + height + totals) &&
    table.autoFilter.isDataFiltered === before.filtered
  );
}

/** Columns of the content that tell rows apart; without a key all that the table has. */
export function tellingColumns({ plan, refresh, table }: Pick<Begun, "plan" | "refresh" | "table">): readonly number[] {
  const told = plan.placement.placed === "key" ? refresh.key : plan.positions.map((_, column) => column);
  return told.filter((column) => (plan.positions[column] ?? table.columns.length) < table.columns.length);
}

type Told = { readonly range: Excel.Range; readonly at: number; readonly columns: readonly number[] };

function loadTelling(context: Excel.RequestContext, begun: Begun, { row, rows }: Span): readonly Told[] {
  const columns = tellingColumns(begun);
  return columnRuns(columns.map((column) => begun.plan.positions[column] ?? 0)).map(({ from, at, width }) => ({
    range: cellsOf(context, begun.table, { row: row + 1, column: at, rows, columns: width }).load("values"),
    at: row,
    columns: columns.slice(from, from + width),
  }));
}

type Seen = { readonly at: number; readonly columns: readonly number[]; readonly values: readonly (readonly ShownCell[])[] };

/** Each cell holds what was read, or what this refresh wrote. */
function isAsKnown({ old, plan }: Begun, { at, columns, values }: Seen): boolean {
  return values.every((row, index) =>
    columns.every((column, offset) => {
      const [seen, before, wanted] = [row[offset], old[at + index]?.[column] ?? "", plan.cells.rows[at + index]?.[column]];
      return seen === before || seen === wanted;
    }),
  );
}

/** The rows that patches write, each once. */
export function spansOf(patches: Iterable<Patch>): readonly Span[] {
  const spans: Span[] = [];
  for (const { row, cells } of [...patches].sort((a, b) => a.row - b.row)) {
    const last = spans.at(-1);
    const end = row + cells.length;
    if (last && row <= last.row + last.rows) spans[spans.length - 1] = { row: last.row, rows: Math.max(last.rows, end - last.row) };
    else spans.push({ row, rows: cells.length });
  }
  return spans;
}
