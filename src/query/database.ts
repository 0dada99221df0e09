import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import type { RowSource } from "../table/row-source";
import { type CellWriter, createCellWriter } from "./cell-writer";
import { createCompiler, type Compiler } from "./compiler";
import { aggregateFunctions } from "./functions/aggregates";
import { registerAggregate, registerScalar } from "./functions/register";
import type { ScalarFunction } from "./functions/scalar-function";
import { narrowSqlite, type SqliteApi } from "./sqlite-api";
import { createTurns, type TurnOptions, type Turns } from "./turns";
import { tableMethods } from "./virtual-table";

/** SQLite with the source's tables in it, shared by the runs of an engine. */
export type Database = {
  readonly sqlite: SqliteApi;
  readonly turns: Turns;
  readonly compiler: Compiler;
  readonly writer: CellWriter;
  /** SQLite's text for the last failure. */
  message(): string;
  close(): void;
};

export type DatabaseOptions = TurnOptions & {
  readonly source: RowSource;
  readonly functions: readonly ScalarFunction[];
};

const moduleName = "source";
/** Virtual machine steps between two questions whether a turn is over. */
const stepsBetweenChecks = 200_000;

/** Opens a database in memory. */
export function openDatabase(sqliteStatic: Sqlite3Static, options: DatabaseOptions): Database {
  const sqlite = narrowSqlite(sqliteStatic);
  const { source, functions } = options;
  const { capi } = sqlite;
  const connection = sqlite.open();
  const writer = createCellWriter(sqlite);
  const turns = createTurns(options);
  const { keepError, reader, isOver } = turns;
  const methods = tableMethods(sqlite, { findTable: (name) => source.find(name), reader, writer, keepError });
  const module = sqlite.vtab.setupModule({ methods, catchExceptions: false });
  capi.sqlite3_create_module(connection.pointer, moduleName, module, 0);
  for (const scalar of functions) registerScalar({ sqlite, connection, keepError }, scalar);
  for (const aggregate of aggregateFunctions) registerAggregate({ sqlite, connection, keepError }, aggregate);
  capi.sqlite3_progress_handler(connection.pointer, stepsBetweenChecks, () => (isOver() ? 1 : 0), 0);
  const functionNames = [...functions, ...aggregateFunctions].map(({ name }) => name);
  return {
    sqlite,
    turns,
    writer,
    compiler: createCompiler(sqlite, connection, { source, moduleName, functionNames }),
    message: () => capi.sqlite3_errmsg(connection.pointer),
    close() {
      connection.close();
      module.dispose();
      writer.free();
    },
  };
}
