import type { SqlValue } from "../table/column";
import { resultCode, valueKind, type Pointer, type SqliteApi } from "./sqlite-api";
import { createSqliteMemory } from "./sqlite-memory";
import { createTextReader } from "./text-reader";

export type ExtractOptions = {
  /** Rows to return at most; `null` for all. */
  readonly mostRows: number | null;
  /** Rows found while this is false are dropped unread. */
  readonly wanted: () => boolean;
};

export type ExtractedRows = {
  readonly rows: readonly (readonly SqlValue[])[];
  /** At least one row exists beyond those returned. */
  readonly more: boolean;
  /** How the statement ended: `row` (stopped early), `done`, or an error code. */
  readonly code: number;
};

/** Steps a statement to its end, or to one row beyond the limit, reading cells straight from SQLite's memory. */
export function extractRows(
  { wasm }: SqliteApi,
  statement: Pointer,
  { mostRows, wanted }: ExtractOptions,
): ExtractedRows {
  const { exports } = wasm;
  const width = exports.sqlite3_column_count(statement);
  const readText = createTextReader(createSqliteMemory(wasm));
  const rows: SqlValue[][] = [];
  let found = 0;
  let code = exports.sqlite3_step(statement);
  while (code === resultCode.row && (mostRows === null || found < mostRows)) {
    found++;
    if (wanted()) rows.push(readRow());
    code = exports.sqlite3_step(statement);
  }
  return { rows, more: code === resultCode.row, code };

  function readRow(): SqlValue[] {
    const row = new Array<SqlValue>(width);
    for (let column = 0; column < width; column++) row[column] = readCell(column);
    return row;
  }

  function readCell(column: number): SqlValue {
    const type = exports.sqlite3_column_type(statement, column);
    if (type === valueKind.null) return null;
    if (type === valueKind.integer || type === valueKind.float)
      return exports.sqlite3_column_double(statement, column);
    const start = exports.sqlite3_column_text(statement, column);
    return readText(start, exports.sqlite3_column_bytes(statement, column));
  }
}
