import { AppError } from "../../base/app-error";

/** @throws AppError `WORKBOOK_REFUSED` when a cell of the range holds something. */
export async function checkFree(context: Excel.RequestContext, cells: Excel.Range): Promise<void> {
  const used = cells.getUsedRangeOrNullObject(true);
  used.load("address");
  await context.sync();
  if (used.isNullObject) return;
  throw new AppError("WORKBOOK_REFUSED", `There are cells in the way: ${used.address}.`, {
    hint: "Clear or move them, or insert the table on a new sheet.",
  });
}
