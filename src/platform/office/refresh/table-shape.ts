import { AppError } from "../../../base/app-error";
import { cellsOf } from "../sheet-cells";
import { tableOf } from "../table-location";
import { toCellInput } from "../text-mark";
import type { Begun } from "./begun";
import { retryTransient } from "../retry-transient";
import { fieldsToSort } from "./fields-to-sort";
import type { TableSize } from "./standing-table";

/** Once a table's shape changes it is changed to its end. */
const signal = new AbortController().signal;

const sizeOf = ({ table }: Begun): TableSize => ({ rows: table.bodyRows, columns: table.columns.length });

const changesSize = (begun: Begun): boolean => {
  const { rows, columns } = sizeOf(begun);
  return begun.plan.size.rows !== rows || begun.plan.size.columns !== columns;
};

/** Puts a totals row aside when the table will have another size, since new rows take its place. */
export async function hideTotals(context: Excel.RequestContext, begun: Begun): Promise<void> {
  if (!begun.table.totals || !changesSize(begun)) return;
  begun.sent.shape = true;
  await retryTransient(() => showTotals(context, begun, false), { signal });
}

async function showTotals(context: Excel.RequestContext, { ref }: Begun, shown: boolean): Promise<void> {
  const table = await tableOf(context, ref);
  table.showTotals = shown;
  await context.sync();
}

/** Writes headers of new columns and gives the table its new size, once, and its totals row again. */
export async function resizeTable(context: Excel.RequestContext, begun: Begun): Promise<void> {
  if (!changesSize(begun)) return;
  begun.sent.headers = true;
  begun.sent.shape = true;
  await retryTransient(() => resizeOnce(context, begun), { signal });
}

async function resizeOnce(context: Excel.RequestContext, { ref, table: standing, plan }: Begun): Promise<void> {
  const table = await tableOf(context, ref);
  context.workbook.application.suspendApiCalculationUntilNextSync();
  plan.positions.forEach((at, index) => {
    if (at < standing.columns.length) return;
    cellsOf(context, standing, { row: 0, column: at, rows: 1, columns: 1 }).values = [[toCellInput(plan.headers[index] ?? "")]];
  });
  table.resize(cellsOf(context, standing, { row: 0, column: 0, rows: plan.size.rows + 1, columns: plan.size.columns }));
  if (standing.totals) table.showTotals = true;
  await context.sync();
}

/** Applies the table's filters to what stands there now. */
export async function tidyTable(context: Excel.RequestContext, { ref }: Begun): Promise<void> {
  await retryTransient(async () => {
    const table = await tableOf(context, ref);
    table.reapplyFilters();
    await context.sync();
  }, { signal });
}

/** Rows deleted in one request; each takes some hundred bytes. */
const deletionsAtOnce = 2_000;

/** Deletes rows of the table, the lowest on the sheet first, so that the others keep their place until it is their turn. */
export async function deleteRows(context: Excel.RequestContext, { ref, plan }: Begun): Promise<void> {
  const rows = plan.deleted.toSorted((a, b) => b - a);
  try {
    for (let start = 0; start < rows.length; start += deletionsAtOnce) {
      const { rows: tableRows } = await tableOf(context, ref);
      for (const row of rows.slice(start, start + deletionsAtOnce)) tableRows.getItemAt(row).delete();
      await flush(context);
    }
  } catch (failure) {
    throw new AppError("WORKBOOK_BUSY", "The new rows are in the table, but rows that did not come again could not all be deleted.", {
      hint: "Refresh the table again.",
      cause: failure,
    });
  }
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
    }, { signal });
  } catch (failure) {
    throw new AppError("WORKBOOK_BUSY", "The new rows are in the table, but Excel did not sort it.", { hint: "Sort it by hand.", cause: failure });
  }
}

const flush = (context: Excel.RequestContext): Promise<void> => context.sync();
