import type { TableContent } from "../../ports";
import { cellsAtOnce, chunkBytes } from "../chunk-rows";
import { cellsOf, forAll, letGo } from "../sheet-cells";
import { toCellInput } from "../text-mark";
import { packPatches, type Patch, type WeighRow } from "./patches";
import type { WantedRow } from "./plan-cells";
import { retryTransient } from "../retry-transient";
import type { StandingTable } from "./standing-table";

/** Where cells are written, and until when. */
export type Writing = { readonly table: StandingTable; readonly signal: AbortSignal };

export type PatchWriting = Writing & {
  readonly patches: readonly Patch[];
  /** Runs before each request is sent, which may be half done when it fails. */
  readonly beforeSend?: (patches: readonly Patch[]) => Promise<void>;
  /** Characters to reckon for a row of a patch; absent: as many as are sent. */
  readonly weigh?: WeighRow;
};

/** Writes values, one request a chunk; formulas of the workbook are calculated once a request. */
export async function writePatches(context: Excel.RequestContext, { table, signal, patches, beforeSend, weigh }: PatchWriting): Promise<void> {
  for (const request of packPatches(patches, chunkBytes, weigh)) {
    signal.throwIfAborted();
    await beforeSend?.(request);
    await retryTransient(() => send(context, table, request), { signal });
  }
}

async function send(context: Excel.RequestContext, table: StandingTable, patches: readonly Patch[]): Promise<void> {
  context.workbook.application.suspendApiCalculationUntilNextSync();
  const written = patches.map(({ row, at, width, cells }) => {
    const range = cellsOf(context, table, { row: row + 1, column: at, rows: cells.length, columns: width });
    range.values = cells.map(toInputs);
    return range;
  });
  await context.sync();
  letGo(written);
}

/** Excel leaves cells alone that get `null`; the typings do not know. */
const toInputs = (row: WantedRow): (string | number | boolean)[] =>
  row.map((cell) => (cell === null ? null : toCellInput(cell))) as (string | number | boolean)[];

/** Formats of one column for rows from `row` on: one for all of them, or one a row. */
export type ColumnFormat = {
  readonly at: number;
  readonly row: number;
  readonly rows: number;
  readonly format: NonNullable<TableContent["formats"][number]>;
};

/** Formats new cells of our columns. */
export async function writeFormats(context: Excel.RequestContext, { table, signal }: Writing, formats: readonly ColumnFormat[]): Promise<void> {
  for (const part of formats.flatMap(inParts)) {
    signal.throwIfAborted();
    await retryTransient(() => sendFormat(context, table, part), { signal });
  }
}

async function sendFormat(context: Excel.RequestContext, table: StandingTable, { at, row, rows, format }: ColumnFormat): Promise<void> {
  const cells = cellsOf(context, table, { row: row + 1, column: at, rows, columns: 1 });
  cells.numberFormat = typeof format === "string" ? forAll(format) : format.map((one) => [one]);
  await context.sync();
}

function inParts(column: ColumnFormat): readonly ColumnFormat[] {
  const { format } = column;
  if (typeof format === "string") return [column];
  const [first] = format;
  if (first !== undefined && format.every((one) => one === first)) return [{ ...column, format: first }];
  return Array.from({ length: Math.ceil(format.length / cellsAtOnce) }, (_, index) => {
    const part = format.slice(index * cellsAtOnce, (index + 1) * cellsAtOnce);
    return { ...column, row: column.row + index * cellsAtOnce, rows: part.length, format: part };
  });
}
