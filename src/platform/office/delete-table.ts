import { AppError } from "../../base/app-error";
import type { TableRef } from "../ports";
import { runExcel } from "./run-excel";
import { tableOf } from "./table-location";

/**
 * Takes a table and what stands in its cells away; `false` when it is gone.
 * @throws AppError `WORKBOOK_REFUSED` where a table of its name has other columns, and so may be a person's.
 */
export function deleteTable(ref: TableRef, signal: AbortSignal): Promise<boolean> {
  return runExcel(signal, async (context) => {
    const table = await tableOf(context, ref);
    if (table.isNullObject) return refuseNamesake(context, ref);
    const cells = table.getRange();
    table.delete();
    cells.clear();
    await context.sync();
    return true;
  });
}

async function refuseNamesake(context: Excel.RequestContext, { name }: TableRef): Promise<false> {
  if (name === null) return false;
  const namesake = context.workbook.tables.getItemOrNullObject(name);
  await context.sync();
  if (namesake.isNullObject) return false;
  throw new AppError("WORKBOOK_REFUSED", `The table "${name}" does not have the columns of this query, so it was not deleted.`, {
    hint: "Delete the query and keep the table; delete the table by hand if it is the query's.",
  });
}
