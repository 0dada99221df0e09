import { chunkBytes } from "../chunk-rows";
import { cellsOf, letGo } from "../sheet-cells";
import { toCellInput } from "../text-mark";
import { packPatches, type Patch, type WeighRow } from "./patches";
import type { WantedRow } from "./plan-cells";
import { retryTransient } from "../retry-transient";
import type { StandingTable } from "./standing-table";

/** Where cells are written, and until when. */
export type Writing = { readonly table: StandingTable; readonly signal: AbortSignal };

export type PatchWriting = Writing & {
  readonly patches: readonly Patch[];
  /** Runs before each request is sent, and sent again: it may be half done when it fails, and rows may be moved until it is tried again. */
  readonly beforeSend?: (patches: readonly Patch[]) => Promise<void>;
  /** Characters to reckon for a row of a patch; absent: as many as are sent. */
  readonly weigh?: WeighRow;
};

/** Writes values, one request a chunk; formulas of the workbook are calculated once a request. */
export async function writePatches(context: Excel.RequestContext, { table, signal, patches, beforeSend, weigh }: PatchWriting): Promise<void> {
  for (const request of packPatches(patches, chunkBytes, weigh)) {
    signal.throwIfAborted();
    await retryTransient(async () => {
      await beforeSend?.(request);
      await send(context, table, request);
    }, { signal });
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
