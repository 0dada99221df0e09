import { AppError } from "../../../base/app-error";
import { cellsOf } from "../sheet-cells";
import { tableOf } from "../table-location";
import { toCellInput } from "../text-mark";
import { uncancelled } from "../uncancelled";
import type { Begun } from "./begun";
import { checkRows } from "./check-rows";
import { retryTransient } from "../retry-transient";
import { fieldsToSort } from "./fields-to-sort";
import type { TableSize } from "./standing-table";

const sizeOf = ({ table }: Begun): TableSize => ({ rows: table.bodyRows, columns: table.columns.length });

const changesSize = (begun: Begun): boolean => {
  const { rows, columns } = sizeOf(begun);
  return begun.plan.size.rows !== rows || begun.plan.size.columns !== columns;
};

/** Puts a totals row aside when the table will have another size, since new rows take its place. */
export async function hideTotals(context: Excel.RequestContext, begun: Begun): Promise<void> {
  if (!begun.table.totals || !changesSize(begun)) return;
  begun.sent.shape = true;
  await retryTransient(() => showTotals(context, begun, false), { signal: uncancelled });
}

async function showTotals(context: Excel.RequestContext, { ref }: Begun, shown: boolean): Promise<void> {
  const table = await tableOf(context, ref);
  table.showTotals = shown;
  await context.sync();
}

/** Writes headers of new columns and gives the table its new size, once, and its totals row again. */
export async function resizeTable(context: Excel.RequestContext, begun: Begun): Promise<void> {
  if (!changesSize(begun)) return;
  await checkRows(context, begun, { spans: [], height: begun.table.bodyRows });
  begun.sent.shape = true;
  await retryTransient(() => resizeOnce(context, begun), { signal: uncancelled });
  // A request of its own: asked again, Excel would resize a table that shows its totals already.
  if (begun.table.totals) await retryTransient(() => showTotals(context, begun, true), { signal: uncancelled });
}

async function resizeOnce(context: Excel.RequestContext, { ref, table: standing, plan }: Begun): Promise<void> {
  const table = await tableOf(context, ref);
  context.workbook.application.suspendApiCalculationUntilNextSync();
  plan.positions.forEach((at, index) => {
    if (at < standing.columns.length) return;
    cellsOf(context, standing, { row: 0, column: at, rows: 1, columns: 1 }).values = [[toCellInput(plan.headers[index] ?? "")]];
  });
  table.resize(cellsOf(context, standing, { row: 0, column: 0, rows: plan.size.rows + 1, columns: plan.size.columns }));
  await context.sync();
}

/** Applies the table's filters to what stands there now. */
export async function tidyTable(context: Excel.RequestContext, { ref, sent }: Begun): Promise<void> {
  sent.filters = true;
  await retryTransient(async () => {
    const table = await tableOf(context, ref);
    table.reapplyFilters();
    await context.sync();
  }, { signal: uncancelled });
}

/** Rows deleted in one request; each takes some hundred bytes. */
const deletionsAtOnce = 2_000;

/**
 * Deletes rows of the table, the lowest on the sheet first, so that the others keep their place until it is their turn. Under a
 * filter Excel may delete what is shown instead.
 */
export async function deleteRows(context: Excel.RequestContext, begun: Begun): Promise<void> {
  const rows = begun.plan.deleted.toSorted((a, b) => b - a);
  if (rows.length === 0) return;
  if (begun.table.filtered) {
    throw notDeleted("rows that did not come again stay while the table is filtered", "Clear its filters and refresh it again.");
  }
  try {
    for (let start = 0; start < rows.length; start += deletionsAtOnce) await deletePart(context, begun, rows.slice(start, start + deletionsAtOnce));
  } catch (failure) {
    throw notDeleted("rows that did not come again could not all be deleted", "Refresh the table again.", failure);
  }
}

const notDeleted = (what: string, hint: string, cause?: unknown): AppError =>
  new AppError("WORKBOOK_BUSY", `The new rows are in the table, but ${what}.`, { hint, cause });

async function deletePart(context: Excel.RequestContext, begun: Begun, rows: readonly number[]): Promise<void> {
  await checkRows(context, begun, { spans: rows.map((row) => ({ row, rows: 1 })) });
  const { rows: tableRows } = await tableOf(context, begun.ref);
  for (const row of rows) tableRows.getItemAt(row).delete();
  await context.sync();
}

/** Orders the rows by the table's own sort, as a person would: rows move as a whole. */
export async function sortTable(context: Excel.RequestContext, { ref, refresh, plan }: Begun): Promise<void> {
  const fields = fieldsToSort(refresh, plan).map(({ column, descending }) => ({ key: plan.positions[column] ?? column, ascending: !descending }));
  if (fields.length === 0) return;
  try {
    await retryTransient(async () => {
      const table = await tableOf(context, ref);
      table.sort.apply(fields);
      await context.sync();
    }, { signal: uncancelled });
  } catch (failure) {
    throw new AppError("WORKBOOK_BUSY", "The new rows are in the table, but Excel did not sort it.", { hint: "Sort it by hand.", cause: failure });
  }
}
