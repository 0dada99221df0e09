import { numberFormat } from "../catalog/currency";
import type { TableContent, TableRefresh } from "../platform/ports";
import type { QueryResult, ResultColumn } from "../table/query-result";
import type { Table } from "../table/table";
import { timestampFormat } from "./serial-date";
import { cellTypes, toCells } from "./to-cells";

/** Finds a table's declaration by name. */
export type FindTable = (name: string) => Table | undefined;

/** What a result looks like in a worksheet: typed cells, Excel dates, and money formatted by each row's currency. */
export function toTableContent(result: QueryResult, findTable: FindTable): TableContent {
  const types = cellTypes(result);
  const cells = toCells(result);
  const formatOf = formatsByRow(result, findTable);
  const formats = types.map((type, column) => {
    if (type === "moneyMajor") return cells.rows.map((row) => formatOf(column, row) ?? "General");
    return type === "timestamp" ? timestampFormat : null;
  });
  return { ...cells, formats };
}

/** The number format of a cell of such a worksheet by its row: that of its currency for money, else `null`. */
export function formatsByRow(result: QueryResult, findTable: FindTable): NonNullable<TableRefresh["formatOf"]> {
  const types = cellTypes(result);
  const currencies = result.columns.map((column, index) => (types[index] === "moneyMajor" ? currencyColumn(result, column, findTable) : null));
  return (column, row) => {
    const currency = currencies[column] ?? null;
    return currency === null ? null : numberFormat(String(row[currency] ?? ""));
  };
}

/** Where the currency of a money column is: in the currency column of the same table, when it was selected; else -1. */
function currencyColumn(result: QueryResult, { origin }: ResultColumn, findTable: FindTable): number {
  const declared = origin && findTable(origin.table)?.columns.find(({ name }) => name === origin.column);
  const wanted = declared?.currencyColumn;
  return result.columns.findIndex(({ origin: other }) => wanted !== undefined && other?.table === origin?.table && other?.column === wanted);
}
