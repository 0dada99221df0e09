import type { ResultColumn } from "../table/query-result";
import type { RowSource } from "../table/row-source";
import { columnTypeOf } from "./declared-types";
import type { Pointer, SqliteApi } from "./sqlite-api";

/** Names, types and origins of a prepared statement's columns. */
export function resultColumns(
  { capi, wasm }: SqliteApi,
  statement: Pointer,
  source: Pick<RowSource, "find">,
): readonly ResultColumn[] {
  return Array.from({ length: wasm.exports.sqlite3_column_count(statement) }, (_, index): ResultColumn => {
    const table = capi.sqlite3_column_table_name(statement, index);
    const column = capi.sqlite3_column_origin_name(statement, index);
    return {
      name: capi.sqlite3_column_name(statement, index),
      type: columnTypeOf(capi.sqlite3_column_decltype(statement, index)),
      origin: table && column ? { table: source.find(table)?.name ?? table, column } : null,
    };
  });
}
