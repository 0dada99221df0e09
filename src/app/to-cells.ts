import type { CellValue, TableContent } from "../platform/ports";
import type { ColumnType, SqlValue } from "../table/column";
import type { QueryResult, ResultColumn } from "../table/query-result";
import { toSerialDate } from "./serial-date";

/** A result as typed cells under headers that Excel accepts. */
export type Cells = Pick<TableContent, "headers" | "rows">;

/** Timestamps become Excel's serial numbers, booleans TRUE and FALSE, NULL an empty cell; money and texts stay. */
export function toCells(result: QueryResult): Cells {
  const types = cellTypes(result);
  return {
    headers: uniqueHeaders(result.columns.map(({ name }) => name)),
    rows: result.rows.map((row) => row.map((value, index) => toCell(value, types[index] ?? null))),
  };
}

/** The type of each column's cells. */
export function cellTypes(result: QueryResult): readonly (ColumnType | null)[] {
  return result.columns.map((column, index) => cellType(column, columnValues(result, index)));
}

/** One column's values, a row each. */
export function columnValues({ rows }: QueryResult, index: number): readonly SqlValue[] {
  return rows.map((row) => row[index] ?? null);
}

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
