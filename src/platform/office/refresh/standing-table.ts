import { AppError } from "../../../base/app-error";
import type { TableRef } from "../../ports";
import { checkFree } from "../check-free";
import type { Corner } from "../sheet-cells";
import { tableOf } from "../table-location";
import type { StandingColumn } from "./find-columns";

/** A table as a refresh finds it; the corner is its first header. */
export type StandingTable = Corner & {
  /** Excel's id of the table. */
  readonly id: string;
  readonly columns: readonly StandingColumn[];
  /** Without header and totals. */
  readonly bodyRows: number;
  readonly totals: boolean;
  /** Whether a filter hides rows. */
  readonly filtered: boolean;
  /** Whether its header row is shown. */
  readonly headers: boolean;
  /** Whether its sheet is protected. */
  readonly locked: boolean;
};

export async function readStanding(context: Excel.RequestContext, ref: TableRef): Promise<StandingTable> {
  const table = await tableOf(context, ref);
  const whole = table.getRange();
  const body = table.getDataBodyRange();
  const { autoFilter, worksheet: { protection } } = table;
  table.load("id,showTotals,showHeaders");
  autoFilter.load("isDataFiltered");
  protection.load("protected");
  table.columns.load("items/id,items/name");
  whole.load("rowIndex,columnIndex,worksheet/id");
  body.load("rowCount");
  await context.sync();
  if (table.isNullObject) {
    throw new AppError("WORKBOOK_REFUSED", "The table of this query is no longer in the workbook.", {
      hint: "Insert the query again, or remove it from the list.",
    });
  }
  return {
    id: table.id,
    sheetId: whole.worksheet.id,
    row: whole.rowIndex,
    column: whole.columnIndex,
    columns: table.columns.items.map(({ id, name }) => ({ id, name })),
    bodyRows: body.rowCount,
    totals: table.showTotals,
    filtered: autoFilter.isDataFiltered,
    headers: table.showHeaders,
    locked: protection.protected,
  };
}

/** @throws AppError `WORKBOOK_REFUSED` for a table that cannot be refreshed as it stands. */
export function refuseClosed({ locked, headers }: StandingTable): void {
  if (locked) {
    throw new AppError("WORKBOOK_REFUSED", "The sheet of this table is protected.", { hint: "Choose Review > Unprotect Sheet, then refresh again." });
  }
  if (headers) return;
  throw new AppError("WORKBOOK_REFUSED", "The header row of this table is switched off.", { hint: "Choose Table Design > Header Row, then refresh again." });
}

/** Size of a table: body rows and columns. */
export type TableSize = { readonly rows: number; readonly columns: number };

/** @throws AppError `WORKBOOK_REFUSED` when cells that the table will newly take, below it or beside it, hold something. */
export async function checkGrowth(context: Excel.RequestContext, table: StandingTable, size: TableSize): Promise<void> {
  const width = table.columns.length;
  const height = 1 + table.bodyRows + (table.totals ? 1 : 0);
  const more = size.rows - table.bodyRows;
  if (more > 0) await checkFree(context, { corner: table, block: { row: height, column: 0, rows: more, columns: size.columns } });
  const wider = size.columns - width;
  if (wider > 0) await checkFree(context, { corner: table, block: { row: 0, column: width, rows: height, columns: wider } });
}
