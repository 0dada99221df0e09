import { headerKey } from "./match-columns";
import type { TableContent, TableLocation, TableRef, WrittenTable } from "../ports";

/** Where a table is now. */
export async function locate(context: Excel.RequestContext, table: Excel.Table): Promise<TableLocation> {
  const range = table.getRange();
  table.load("id,name,worksheet/name");
  range.load("address");
  await context.sync();
  return { id: table.id, name: table.name, sheet: table.worksheet.name, address: range.address };
}

/** The table that a reference means; a null object when it is gone. Synchronizes. */
export async function tableOf(context: Excel.RequestContext, { id, name, headers = [] }: TableRef): Promise<Excel.Table> {
  const { tables } = context.workbook;
  const byId = tables.getItemOrNullObject(id);
  const byName = name === null || headers.length === 0 ? byId : tables.getItemOrNullObject(name);
  await context.sync();
  if (!byId.isNullObject || byName.isNullObject) return byId;
  return (await hasHeaders(context, byName, headers)) ? byName : byId;
}

async function hasHeaders(context: Excel.RequestContext, { columns }: Excel.Table, headers: readonly string[]): Promise<boolean> {
  columns.load("items/name");
  await context.sync();
  const there = new Set(columns.items.map(({ name }) => headerKey(name)));
  return headers.every((header) => there.has(headerKey(header)));
}

/** Where a table is, and which of its columns have the content's headers, in that order. */
export async function written(context: Excel.RequestContext, table: Excel.Table, { headers }: Pick<TableContent, "headers">): Promise<WrittenTable> {
  table.columns.load("items/id,items/name");
  const location = await locate(context, table);
  const ids = new Map(table.columns.items.map(({ id, name }) => [name.toLowerCase(), id]));
  const columns = headers.flatMap((header) => {
    const columnId = ids.get(header.toLowerCase());
    return columnId === undefined ? [] : [{ header, columnId }];
  });
  return { location, columns };
}
