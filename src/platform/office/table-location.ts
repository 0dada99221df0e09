import type { TableLocation } from "../ports";

/** Where a table is now. */
export async function locate(context: Excel.RequestContext, table: Excel.Table): Promise<TableLocation> {
  const range = table.getRange();
  table.load("id,name,worksheet/name");
  range.load("address");
  await context.sync();
  return { id: table.id, name: table.name, sheet: table.worksheet.name, address: range.address };
}
