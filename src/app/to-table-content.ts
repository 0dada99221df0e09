import { numberFormat } from "../catalog/currency";
import type { TableContent } from "../platform/ports";
import type { ColumnType, SqlValue } from "../table/column";
import type { QueryResult, ResultColumn } from "../table/query-result";
import type { Table } from "../table/table";
import { timestampFormat } from "./serial-date";
import { cellTypes, columnValues, toCells } from "./to-cells";

/** Finds a table's declaration by name. */
export type FindTable = (name: string) => Table | undefined;

/** What a result looks like in a worksheet: typed cells, Excel dates, and money formatted by each row's currency. */
export function toTableContent(result: QueryResult, findTable: FindTable): TableContent {
  const types = cellTypes(result);
  const formats = result.columns.map((column, index) =>
    toFormat(types[index] ?? null, () => currencies(result, column, findTable)),
  );
  return { ...toCells(result), formats };
}

function toFormat(type: ColumnType | null, currencyOfRows: () => readonly SqlValue[]): TableContent["formats"][number] {
  if (type === "timestamp") return timestampFormat;
  return type === "moneyMajor" ? currencyOfRows().map((currency) => numberFormat(String(currency ?? ""))) : null;
}

/** For each row the currency of a money column: the value of the currency column of the same table, when it was selected. */
function currencies(result: QueryResult, { origin }: ResultColumn, findTable: FindTable): readonly SqlValue[] {
  const declared = origin && findTable(origin.table)?.columns.find(({ name }) => name === origin.column);
  const wanted = declared?.currencyColumn;
  const index = result.columns.findIndex(
    ({ origin: other }) => wanted !== undefined && other?.table === origin?.table && other?.column === wanted,
  );
  return columnValues(result, index);
}
