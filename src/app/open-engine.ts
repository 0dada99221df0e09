import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { AppError } from "../base/app-error";
import type { QueryEngine } from "../query/engine-api";
import type { RowSource } from "../table/row-source";

/** An engine over a connection's rows, with the functions that know about money. */
export function openEngine(_sqlite: Sqlite3Static, _source: RowSource): QueryEngine {
  throw new AppError("INTERNAL", "Queries cannot run yet.");
}
