import { runExcel } from "./run-excel";

/** Excel's id of the table that the selected cell is in, or `null`. */
export function selectedTableId(signal: AbortSignal): Promise<string | null> {
  return runExcel(signal, async (context) => {
    const tables = context.workbook.getActiveCell().getTables(false);
    tables.load("items/id");
    await context.sync();
    return tables.items[0]?.id ?? null;
  });
}
