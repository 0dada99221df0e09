import { numberFormat } from "../catalog/currency";
import type { CellValue, TableContent } from "../platform/ports";
import type { ColumnType, SqlValue } from "../table/column";
import type { QueryResult, ResultColumn } from "../table/query-result";
import type { Table } from "../table/table";
import { timestampFormat, toSerialDate } from "./serial-date";

/** Finds a table's declaration by name. */
export type FindTable = (name: string) => Table | undefined;

/** What a result looks like in a worksheet: typed cells, Excel dates, and money formatted by each row's currency. */
export function toTableContent(result: QueryResult, findTable: FindTable): TableContent {
  const types = result.columns.map((column, index) => cellType(column, columnValues(result, index)));
  return {
    headers: uniqueHeaders(result.columns.map(({ name }) => name)),
    rows: result.rows.map((row) => row.map((value, index) => toCell(value, types[index] ?? null))),
    formats: result.columns.map((column, index) => toFormat(types[index] ?? null, () => currencies(result, column, findTable))),
  };
}

const columnValues = ({ rows }: QueryResult, index: number): readonly SqlValue[] => rows.map((row) => row[index] ?? null);

/** SQLite does not tell the type of an expression such as `max(created)`; when each value is a point in time, it is one. */
function cellType({ type }: ResultColumn, values: readonly SqlValue[]): ColumnType | null {
  if (type !== null) return type;
  const known = values.filter((value) => value !== null);
  return known.length > 0 && known.every((value) => toSerialDate(value) !== null) ? "timestamp" : null;
}

function toCell(value: SqlValue, type: ColumnType | null): CellValue {
  if (value === null) return null;
  if (type === "timestamp") return toSerialDate(value) ?? value;
  if (type === "boolean") return value === 1 ? true : value === 0 ? false : value;
  return value;
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

/** Excel wants header texts that are not empty and differ in more than their case. */
function uniqueHeaders(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const wished = name.trim() === "" ? `Column${index + 1}` : name.slice(0, 200);
    let free = wished;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${wished}${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
