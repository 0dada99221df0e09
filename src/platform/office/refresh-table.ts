import { AppError } from "../../base/app-error";
import type { ColumnLink, RefreshedTable, TableLocation, TableRef, TableRefresh } from "../ports";
import { requireCapability } from "./capabilities";
import { readFormats, writeFormats } from "./column-formats";
import { toWorkbookError } from "./excel-errors";
import { rowLength } from "./json-length";
import type { Begun } from "./refresh/begun";
import { countTaken } from "./refresh/count-taken";
import { countUsed } from "./refresh/place-rows";
import { locateColumns, planRefresh, restingColumns } from "./refresh/plan-refresh";
import { requireRows, spansOf, tellingColumns } from "./refresh/check-rows";
import { orderNote } from "./refresh/fields-to-sort";
import { newFormats } from "./refresh/new-formats";
import { withOwnFormats } from "./refresh/own-formats";
import { type Patch, toPatches, type WeighRow } from "./refresh/patches";
import { putBack, standsAsBefore } from "./refresh/put-back";
import { readOldRows } from "./refresh/read-old-rows";
import { deleteRows, hideTotals, resizeTable, sortTable, tidyTable } from "./refresh/table-shape";
import { retryTransient } from "./retry-transient";
import { relink } from "./refresh/find-columns";
import { checkGrowth, readStanding, refuseClosed, type StandingTable } from "./refresh/standing-table";
import { turnFormats } from "./refresh/turned-formats";
import { writePatches } from "./refresh/write-cells";
import { runExcelWhenIdle, withoutEvents } from "./run-excel";
import { locate, tableOf } from "./table-location";
import { uncancelled } from "./uncancelled";
import { undoAfter } from "./undo";

const mixed = { sentence: "Old and new rows stand together.", hint: "Refresh the table again." };

/**
 * Puts new rows into a table: values of our columns where they differ, then one resize. Everything that Excel may refuse is
 * asked before the first cell changes. When Excel fails or the caller leaves, our columns get back what they had; from the
 * moment on that the table has its size and rows are deleted or sorted, there is no way back and none is needed.
 */
export async function refreshTable(ref: TableRef, refresh: TableRefresh, signal: AbortSignal): Promise<RefreshedTable> {
  requireCapability("tables");
  return withoutEvents(async (quiet) => {
    let undoable: Begun | undefined;
    try {
      return await runExcelWhenIdle(signal, async (context) => {
        await quiet(context);
        const begun = await prepare(context, { ref, refresh }, signal);
        undoable = begun;
        await write(context, begun, signal);
        await tidyTable(context, begun);
        const result = await report(context, begun);
        signal.throwIfAborted();
        await refresh.confirm?.(result);
        undoable = undefined;
        return finish(context, begun, result);
      });
    } catch (failure) {
      if (undoable) await undoAfter(AppError.from(failure), { undo: putBack(undoable), unchanged: standsAsBefore(undoable), otherwise: mixed });
      throw failure;
    }
  });
}

/**
 * What cannot be taken back: rows are deleted and sorted by Excel, with whatever a person has beside ours. The new rows are in the
 * table and confirmed by then, so that a failure is a note.
 */
async function finish(context: Excel.RequestContext, begun: Begun, result: RefreshedTable): Promise<RefreshedTable> {
  try {
    await deleteRows(context, begun);
    await sortTable(context, begun);
    if (begun.plan.deleted.length === 0) return result;
    return { ...result, location: await locate(context, await tableOf(context, begun.ref)) };
  } catch (failure) {
    const notes = [result.note, toWorkbookError(failure).advice];
    return { ...result, note: notes.filter((note) => note !== null).join(" ") };
  }
}

type Wish = { readonly ref: TableRef; readonly refresh: TableRefresh };

/** A table that was found by its name is another one than was written, and its columns have other ids. */
const forTable = ({ ref, refresh }: Wish, { id, columns }: StandingTable): Wish =>
  id === ref.id ? { ref, refresh } : { ref: { id, name: null }, refresh: { ...refresh, columns: relink(refresh.columns, columns) } };

async function prepare(context: Excel.RequestContext, wish: Wish, signal: AbortSignal): Promise<Begun> {
  const table = await retryTransient(() => readStanding(context, wish.ref), { signal });
  refuseClosed(table);
  const { ref, refresh } = forTable(wish, table);
  const positions = locateColumns(refresh, table);
  const old = await readOldRows(context, { table, positions, signal });
  const taken = await countTaken(context, { table, positions, signal }, countUsed(old));
  const plan = planRefresh(refresh, { table, positions, old, taken });
  await retryTransient(() => checkGrowth(context, table, plan.size), { signal });
  signal.throwIfAborted();
  return { ref, refresh, table, old, plan, sent: { patches: new Set(), formats: [], shape: false, filters: false, formulas: new Map() } };
}

async function write(context: Excel.RequestContext, begun: Begun, signal: AbortSignal): Promise<void> {
  const { refresh, table, plan, sent } = begun;
  await hideTotals(context, begun);
  const writing = { table, signal };
  const patches = toPatches(plan.cells.rows, plan.positions, table.filtered ? table.bodyRows : 0);
  const progress = createProgress(begun, patches);
  const beforeSend = async (request: readonly Patch[]): Promise<void> => {
    await requireRows(context, begun, { spans: spansOf(request), patches: request });
    signal.throwIfAborted();
    progress();
    for (const patch of request) sent.patches.add(patch);
  };
  await writePatches(context, { ...writing, patches, beforeSend, weigh: weighChecked(begun) });
  await formatNew(context, begun, signal);
  await turnFormats(context, begun, signal);
  signal.throwIfAborted();
  await resizeTable(context, begun);
  refresh.onProgress?.(refresh.content.rows.length);
}

/** Before formats are turned: those of the last rows tell whether they are a person's. */
async function formatNew(context: Excel.RequestContext, begun: Begun, signal: AbortSignal): Promise<void> {
  const { refresh, plan, table, sent } = begun;
  const formats = await withOwnFormats(context, begun, { formats: newFormats(refresh.content, plan, table), signal });
  sent.formats.push(...(await readFormats(context, { table, signal }, formats)));
  await writeFormats(context, { table, signal }, formats);
}

/** What goes to Excel and what comes back of a row when it is checked, so that neither is too large. */
function weighChecked(begun: Begun): WeighRow {
  const telling = tellingColumns(begun);
  return ({ row, from, width, cells }, index) => {
    const before = begun.old[row + index];
    const sent = rowLength(cells[index] ?? []);
    if (!before) return sent;
    return Math.max(sent, rowLength(before.slice(from, from + width))) + rowLength(telling.map((column) => before[column] ?? ""));
  };
}

/** Tells how many of the rows are done, by what was sent of what differs. */
function createProgress({ refresh, sent }: Begun, patches: readonly Patch[]): () => void {
  const cells = (parts: Iterable<Patch>): number => [...parts].reduce((sum, { cells: rows, width }) => sum + rows.length * width, 0);
  const all = cells(patches);
  return () => {
    if (sent.patches.size > 0) refresh.onProgress?.(Math.floor((refresh.content.rows.length * cells(sent.patches)) / all));
  };
}

async function report(context: Excel.RequestContext, begun: Begun): Promise<RefreshedTable> {
  const { refresh, table: before, plan } = begun;
  const { location, ids } = await retryTransient(() => readWritten(context, begun), { signal: uncancelled });
  const columns = plan.headers.flatMap((header, index): ColumnLink[] => {
    const columnId = ids[plan.positions[index] ?? -1];
    return columnId === undefined ? [] : [{ header, columnId }];
  });
  const { placed, note } = plan.placement;
  const { added, changed, gone } = plan.cells;
  const shown = [...columns, ...restingColumns(refresh, before)];
  return { location, columns: shown, placed, note: note ?? orderNote(refresh, plan), added, changed, gone };
}

type Written = { readonly location: TableLocation; readonly ids: readonly number[] };

async function readWritten(context: Excel.RequestContext, { ref }: Begun): Promise<Written> {
  const table = await tableOf(context, ref);
  table.columns.load("items/id");
  const location = await locate(context, table);
  return { location, ids: table.columns.items.map(({ id }) => id) };
}
