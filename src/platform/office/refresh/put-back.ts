import { type ColumnFormat, haveFormats, writeFormats } from "../column-formats";
import { cellsOf, type Corner } from "../sheet-cells";
import { tableOf } from "../table-location";
import { uncancelled } from "../uncancelled";
import type { Begun } from "./begun";
import { rowsStand, type Span, spansOf, tellingColumns } from "./check-rows";
import type { Patch } from "./patches";
import { readOldRows } from "./read-old-rows";
import { tidyTable } from "./table-shape";
import { checkGrowth, readStanding, type StandingTable } from "./standing-table";
import { writePatches } from "./write-cells";

/** Gives our columns back what they had, as far as it was changed, and the table its size, with a context of its own. */
export function putBack(begun: Begun): (context: Excel.RequestContext) => Promise<void> {
  return async (context) => {
    const { sent, ref } = begun;
    const now = await readStanding(context, ref);
    if (!begun.table.columns.every(({ id }, at) => now.columns[at]?.id === id)) throw new Error("columns of the table were moved or deleted");
    const table = { ...begun.table, sheetId: now.sheetId, row: now.row, column: now.column, filtered: now.filtered };
    const moved = { ...begun, table };
    const rowNow = await findRows(context, moved, now.bodyRows);
    if (sent.shape) await resizeBack(context, moved);
    await writePatches(context, { table, signal: uncancelled, patches: [...sent.patches].flatMap((patch) => before(moved, patch, rowNow)) });
    await writeFormulas(context, moved, rowNow);
    await writeFormats(context, { table, signal: uncancelled }, formatsBefore(moved, rowNow));
    if (sent.shape && table.totals) (await tableOf(context, ref)).showTotals = true;
    // A filter that is new was applied to rows of which some were new.
    if (table.filtered && (sent.filters || !begun.table.filtered)) await tidyTable(context, begun);
  };
}

/** Where a row of the table that was read stands now. */
type RowNow = (row: number) => number;

async function findRows(context: Excel.RequestContext, begun: Begun, bodyRows: number): Promise<RowNow> {
  const { old, plan, sent, table } = begun;
  // Rows of a person's that came into the table pushed down what stands below it.
  const below = (row: number): number => (sent.shape ? row : row + bodyRows - table.bodyRows);
  if (await rowsStand(context, begun, { spans: spansOf(sent.patches) })) return (row) => (row < table.bodyRows ? row : below(row));
  const telling = tellingColumns(begun);
  // A table that has its new size holds rows of ours anywhere after a sort.
  if (plan.placement.placed !== "key" || telling.length === 0 || sent.shape) throw new Error("rows were moved and cannot be told apart");
  const now = await readOldRows(context, { table: { ...table, bodyRows }, positions: telling.map((column) => plan.positions[column] ?? 0), signal: uncancelled });
  const places = new Map(now.map((cells, row) => [JSON.stringify(cells), row]));
  return (row) => {
    if (row >= table.bodyRows) return below(row);
    const place = places.get(JSON.stringify(telling.map((column) => old[row]?.[column] ?? "")));
    if (place === undefined) throw new Error("a row that was changed is no longer in the table");
    return place;
  };
}

/** Whether rows can be written at once: they stand where they stood, and no filter makes Excel write into other rows of a block. */
const isBlock = ({ filtered }: StandingTable, { row, rows }: Span, rowNow: RowNow): boolean =>
  (!filtered || rows === 1) && Array.from({ length: rows }, (_, index) => row + index).every((at) => rowNow(at) === at);

/** The cells of a patch with what was read from them, row by row where rows stand elsewhere now. What a resize takes away is left out. */
function before({ old, sent, table }: Begun, patch: Patch, rowNow: RowNow): readonly Patch[] {
  const cells = patch.cells.map((row, index) =>
    row.map((cell, column) => (cell === null ? null : (old[patch.row + index]?.[patch.from + column] ?? ""))),
  );
  const kept = sent.shape ? cells.slice(0, Math.max(0, table.bodyRows - patch.row)) : cells;
  if (isBlock(table, { row: patch.row, rows: kept.length }, rowNow)) return kept.length > 0 ? [{ ...patch, cells: kept }] : [];
  return kept.flatMap((row, index) => (row.every((cell) => cell === null) ? [] : [{ ...patch, row: rowNow(patch.row + index), cells: [row] }]));
}

/** The last first: cells that were formatted twice had the format that was read first. */
const formatsBefore = ({ sent, table }: Begun, rowNow: RowNow): readonly ColumnFormat[] => sent.formats.toReversed().flatMap((format) => formatsNow(table, format, rowNow));

/** Formats where their rows stand now. */
function formatsNow(table: StandingTable, column: ColumnFormat, rowNow: RowNow): readonly ColumnFormat[] {
  const { row, rows, format } = column;
  if (isBlock(table, { row, rows }, rowNow)) return [column];
  return Array.from({ length: rows }, (_, index) => ({
    ...column,
    row: rowNow(row + index),
    rows: 1,
    format: typeof format === "string" ? format : (format[index] ?? "General"),
  }));
}

/** Gives cells of ours the formulas back that a person had put there. */
async function writeFormulas(context: Excel.RequestContext, { plan, sent, table }: Begun, rowNow: RowNow): Promise<void> {
  for (const { row, column, formula } of sent.formulas.values()) {
    const cell = cellsOf(context, table, { row: rowNow(row) + 1, column: plan.positions[column] ?? column, rows: 1, columns: 1 });
    cell.formulas = [[formula]];
  }
  await context.sync();
}

/** What the table newly took was empty; Excel may have filled calculated columns down into it. */
async function resizeBack(context: Excel.RequestContext, { ref, table: standing, plan }: Begun): Promise<void> {
  const { bodyRows, columns: { length: width }, totals } = standing;
  const table = await tableOf(context, ref);
  if (totals) table.showTotals = false;
  table.resize(cellsOf(context, standing, { row: 0, column: 0, rows: bodyRows + 1, columns: width }));
  const [taller, wider] = [plan.size.rows - bodyRows, plan.size.columns - width];
  if (taller > 0) empty(context, standing, { row: bodyRows + 1, column: 0, rows: taller, columns: plan.size.columns });
  if (wider > 0) empty(context, standing, { row: 0, column: width, rows: bodyRows + 1, columns: wider });
  await context.sync();
}

type Block = Parameters<typeof cellsOf>[2];

const empty = (context: Excel.RequestContext, corner: Corner, block: Block): void => cellsOf(context, corner, block).clear("Contents");

/** Whether a refresh that failed changed nothing, so that there is nothing to put back. */
export function standsAsBefore(begun: Begun): (context: Excel.RequestContext) => Promise<boolean> {
  return async (context) => {
    const { ref, table, old, plan } = begun;
    const now = await readStanding(context, ref);
    if (!hasShapeOf(now, table)) return false;
    const rows = await readOldRows(context, { table: now, positions: plan.positions, signal: uncancelled });
    await checkGrowth(context, now, plan.size);
    if (!rows.every((row, index) => row.every((cell, column) => cell === (old[index]?.[column] ?? "")))) return false;
    return (await hasFormulas(context, begun, now)) && haveFormats(context, { table: now, signal: uncancelled }, begun.sent.formats);
  };
}

async function hasFormulas(context: Excel.RequestContext, { plan, sent }: Begun, now: StandingTable): Promise<boolean> {
  const cells = [...sent.formulas.values()].map(({ row, column, formula }) => {
    const block = { row: row + 1, column: plan.positions[column] ?? column, rows: 1, columns: 1 };
    return { formula, cell: cellsOf(context, now, block).load("formulas") };
  });
  await context.sync();
  return cells.every(({ formula, cell }) => cell.formulas[0]?.[0] === formula);
}

const hasShapeOf = (now: StandingTable, before: StandingTable): boolean =>
  now.bodyRows === before.bodyRows && now.totals === before.totals && now.columns.length === before.columns.length;
