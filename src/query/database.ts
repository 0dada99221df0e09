import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import type { RowSource } from "../table/row-source";
import { installAuthorizer } from "./authorizer";
import { createCellWriter } from "./cell-writer";
import { quoteName } from "./declared-types";
import type { Rewritten } from "./dialect/rewrite";
import { aggregateFunctions } from "./functions/aggregates";
import { registerAggregate, registerScalar } from "./functions/register";
import type { ScalarFunction } from "./functions/scalar-function";
import { extractRows } from "./extract-rows";
import { computesTooLong, explainSqlFailure, noSuchTable } from "./sql-errors";
import { narrowSqlite, resultCode, type Connection, type Pointer, type SqliteApi } from "./sqlite-api";
import type { StatementText } from "./statement";
import { tableMethods, type TableReader } from "./virtual-table";

/** SQLite with the source's tables in it. All methods are synchronous: runs take turns between their awaits. */
export type Database = {
  readonly sqlite: SqliteApi;
  /** Lets SQLite work for one run; what its callbacks threw comes out. */
  working<T>(reader: TableReader, action: () => T): T;
  /** Compiles a statement, declaring the tables it names on the way. */
  prepare(sql: string, rewritten: Rewritten): Pointer;
  /** Names of the virtual machine's operations that a statement compiles to. */
  operations(sql: string, rewritten: Rewritten): readonly string[];
  /** The planner's lines for a statement (`EXPLAIN QUERY PLAN`). */
  planDetails(sql: string, rewritten: Rewritten): readonly string[];
  /** SQLite's text for the last failure. */
  message(): string;
  close(): void;
};

export type DatabaseOptions = {
  readonly source: RowSource;
  readonly functions: readonly ScalarFunction[];
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Longest time that SQLite may work without a pause, in milliseconds. */
  readonly computeLimit: number;
};

/** The schema that holds the tables, so that `stripe.charges` and `[Stripe].[Charges]` resolve like `charges`. */
const schema = "stripe";
const moduleName = "source";
/** Virtual machine steps between two questions whether to stop. */
const stepsBetweenChecks = 200_000;

/** Opens a database in memory; tables are declared when a statement first names them. */
export function openDatabase(sqliteStatic: Sqlite3Static, options: DatabaseOptions): Database {
  const sqlite = narrowSqlite(sqliteStatic);
  const { source } = options;
  const { capi } = sqlite;
  const connection = sqlite.open();
  const writer = createCellWriter(sqlite);
  const declared = new Set<string>();
  let current: TableReader | null = null;
  let started = 0;
  const kept: unknown[] = [];

  const keepError = (thrown: unknown): void => {
    kept.push(thrown);
  };
  function stopWhenLate(): number {
    if (options.now() - started <= options.computeLimit) return 0;
    keepError(computesTooLong());
    return 1;
  }

  const reader = (): TableReader => {
    if (!current) throw new Error("SQLite worked while no run was active");
    return current;
  };
  const module = sqlite.vtab.setupModule({
    methods: tableMethods(sqlite, { findTable: (name) => source.find(name), reader, writer, keepError }),
    catchExceptions: false,
  });
  capi.sqlite3_create_module(connection.pointer, moduleName, module, 0);
  connection.exec(`ATTACH ':memory:' AS ${schema}`);
  for (const scalar of options.functions) registerScalar({ sqlite, connection, keepError }, scalar);
  for (const aggregate of aggregateFunctions) registerAggregate({ sqlite, connection, keepError }, aggregate);
  capi.sqlite3_progress_handler(connection.pointer, stepsBetweenChecks, stopWhenLate, 0);
  const authorizer = installAuthorizer(sqlite, connection, (name) => declared.has(name.toLowerCase()));

  function declareTable(written: string): boolean {
    const name = tableNameIn(written);
    if (name === null || declared.has(name.toLowerCase()) || !source.find(name)) return false;
    authorizer.trusted(() => connection.exec(`CREATE VIRTUAL TABLE ${schema}.${quoteName(name)} USING ${moduleName}`));
    declared.add(name.toLowerCase());
    return true;
  }

  function prepare(sql: string, rewritten: Rewritten): Pointer {
    for (;;) {
      authorizer.takeRefusal();
      const statement = compile(sqlite, connection, rewritten.sql);
      if (statement !== null) return statement;
      const message = capi.sqlite3_errmsg(connection.pointer);
      const missing = noSuchTable.exec(message)?.[1];
      if (missing === undefined || !declareTable(missing)) {
        throw explainSqlFailure({
          message,
          offset: originalPlace(rewritten, capi.sqlite3_error_offset(connection.pointer)),
          refusal: authorizer.takeRefusal(),
          sql,
          rewritten,
          source,
          functionNames: options.functions.map(({ name }) => name),
        });
      }
    }
  }

  function explainColumn(text: StatementText, column: number): readonly string[] {
    const statement = prepare(text.sql, text.rewritten);
    try {
      return extractRows(sqlite, statement, { mostRows: null, wanted: () => true }).rows.map((row) => String(row[column]));
    } finally {
      sqlite.wasm.exports.sqlite3_finalize(statement);
    }
  }

  return {
    sqlite,
    working(next, action) {
      const before = current;
      current = next;
      started = options.now();
      kept.length = 0;
      try {
        return action();
      } catch (thrown) {
        throw kept.length > 0 ? kept[0] : thrown;
      } finally {
        current = before;
        kept.length = 0;
      }
    },
    prepare,
    operations: (sql, rewritten) => explainColumn({ sql, rewritten: prefixed("EXPLAIN ", rewritten) }, 1),
    planDetails: (sql, rewritten) => explainColumn({ sql, rewritten: prefixed("EXPLAIN QUERY PLAN ", rewritten) }, 3),
    message: () => capi.sqlite3_errmsg(connection.pointer),
    close() {
      connection.close();
      module.dispose();
      writer.free();
    },
  };
}

function prefixed(prefix: string, rewritten: Rewritten): Rewritten {
  return { ...rewritten, sql: prefix + rewritten.sql, originalOffset: (offset) => rewritten.originalOffset(offset - prefix.length) };
}

/** SQLite counts bytes of the statement it got; people count letters of the one they wrote. */
function originalPlace(rewritten: Rewritten, byteOffset: number): number | null {
  if (byteOffset < 0) return null;
  const before = new TextEncoder().encode(rewritten.sql).subarray(0, byteOffset);
  return rewritten.originalOffset(new TextDecoder().decode(before).length);
}

/** The table in a name as SQLite reports it, or `null` when it names another schema. */
function tableNameIn(written: string): string | null {
  const dot = written.indexOf(".");
  if (dot < 0) return written;
  return written.slice(0, dot).toLowerCase() === schema ? written.slice(dot + 1) : null;
}

function compile({ wasm }: SqliteApi, connection: Connection, sql: string): Pointer | null {
  const stack = wasm.pstack.pointer;
  const text = wasm.allocCString(sql);
  try {
    const out = wasm.pstack.alloc(8);
    wasm.pokePtr(out, 0);
    const code = wasm.exports.sqlite3_prepare_v3(connection.pointer, text, -1, 0, out, 0);
    return code === resultCode.ok ? wasm.peekPtr(out) : null;
  } finally {
    wasm.dealloc(text);
    wasm.pstack.restore(stack);
  }
}
