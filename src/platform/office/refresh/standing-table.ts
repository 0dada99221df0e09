import { AppError } from "../../../base/app-error";
import type { TableRef } from "../../ports";
import { checkFree } from "../check-free";
import { cellsOf, type Corner } from "../sheet-cells";
import { tableOf } from "../table-location";
import type { StandingColumn } from "./find-columns";

/** A table as a refresh finds it; the corner is its first header. */
export type StandingTable = Corner & {
  readonly columns: readonly StandingColumn[];
  /** Without header and totals. */
  readonly bodyRows: number;
  readonly totals: boolean;
};

export async function readStanding(context: Excel.RequestContext, ref: TableRef): Promise<StandingTable> {
  const table = await tableOf(context, ref);
  const header = table.getHeaderRowRange();
  const body = table.getDataBodyRange();
  table.load("showTotals");
  table.columns.load("items/id,items/name");
  header.load("rowIndex,columnIndex,worksheet/id");
  body.load("rowCount");
  await context.sync();
  if (table.isNullObject) {
    throw new AppError("WORKBOOK_REFUSED", "The table of this query is no longer in the workbook.", {
      hint: "Insert the query again, or remove it from the list.",
    });
  }
  return {
    sheetId: header.worksheet.id,
    row: header.rowIndex,
    column: header.columnIndex,
    columns: table.columns.items.map(({ id, name }) => ({ id, name })),
    bodyRows: body.rowCount,
    totals: table.showTotals,
  };
}

/** Size of a table: body rows and columns. */
export type TableSize = { readonly rows: number; readonly columns: number };

/** @throws AppError `WORKBOOK_REFUSED` when cells that the table will newly take, below it or beside it, hold something. */
export async function checkGrowth(context: Excel.RequestContext, table: StandingTable, size: TableSize): Promise<void> {
  const width = table.columns.length;
  const height = 1 + table.bodyRows + (table.totals ? 1 : 0);
  const more = size.rows - table.bodyRows;
  if (more > 0) await checkFree(context, cellsOf(context, table, { row: height, column: 0, rows: more, columns: size.columns }));
  const wider = size.columns - width;
  if (wider > 0) await checkFree(context, cellsOf(context, table, { row: 0, column: width, rows: height, columns: wider }));
}
