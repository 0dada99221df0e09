import type { SqlValue } from "../table/column";
import type { RowSource } from "../table/row-source";
import { installAuthorizer } from "./authorizer";
import { quoteName } from "./declared-types";
import type { Rewritten } from "./dialect/rewrite";
import { extractRows } from "./extract-rows";
import { explainSqlFailure, noSuchTable } from "./sql-errors";
import { resultCode, type Connection, type Pointer, type SqliteApi } from "./sqlite-api";

/** Compiles statements, declaring the tables that they name on the way. */
export type Compiler = {
  /** @throws AppError `SQL_…`. */
  prepare(statement: Rewritten): Pointer;
  /** What SQLite says about a statement (https://www.sqlite.org/lang_explain.html), a row a step. */
  explain(statement: Rewritten, how: "EXPLAIN" | "EXPLAIN QUERY PLAN"): readonly (readonly SqlValue[])[];
};

export type CompilerOptions = {
  readonly source: RowSource;
  /** Name of the virtual-table module. */
  readonly moduleName: string;
  /** Functions to suggest for a misspelt one. */
  readonly functionNames: readonly string[];
};

/** The schema that holds the tables, so that `stripe.charges` and `[Stripe].[Charges]` resolve like `charges`. */
const schema = "stripe";

/** Makes a {@link Compiler} that lets statements read the tables of the source and nothing else. */
export function createCompiler(sqlite: SqliteApi, connection: Connection, options: CompilerOptions): Compiler {
  const { capi, wasm } = sqlite;
  const { source, moduleName, functionNames } = options;
  const declared = new Set<string>();
  connection.exec(`ATTACH ':memory:' AS ${schema}`);
  const authorizer = installAuthorizer(sqlite, connection, (name) => declared.has(name.toLowerCase()));

  function declareTable(written: string): boolean {
    const name = tableNameIn(written);
    if (name === null || declared.has(name.toLowerCase()) || !source.find(name)) return false;
    authorizer.trusted(() => connection.exec(`CREATE VIRTUAL TABLE ${schema}.${quoteName(name)} USING ${moduleName}`));
    declared.add(name.toLowerCase());
    return true;
  }

  function prepare(statement: Rewritten): Pointer {
    for (;;) {
      authorizer.takeRefusal();
      const compiled = compile(sqlite, connection, statement.sql);
      if (compiled !== null) return compiled;
      const message = capi.sqlite3_errmsg(connection.pointer);
      const missing = noSuchTable.exec(message)?.[1];
      if (missing !== undefined && declareTable(missing)) continue;
      const offset = originalPlace(statement, capi.sqlite3_error_offset(connection.pointer));
      throw explainSqlFailure({ message, offset, refusal: authorizer.takeRefusal(), statement, source, functionNames });
    }
  }

  return {
    prepare,
    explain(statement, how) {
      const prefix = `${how} `;
      const originalOffset = (offset: number): number => statement.originalOffset(offset - prefix.length);
      const pointer = prepare({ ...statement, sql: prefix + statement.sql, originalOffset });
      try {
        return extractRows(sqlite, pointer, { mostRows: null, wanted: () => true }).rows;
      } finally {
        wasm.exports.sqlite3_finalize(pointer);
      }
    },
  };
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

/** SQLite counts bytes of the statement it got; people count letters of the one they wrote. */
function originalPlace(statement: Rewritten, byteOffset: number): number | null {
  if (byteOffset < 0) return null;
  const before = new TextEncoder().encode(statement.sql).subarray(0, byteOffset);
  return statement.originalOffset(new TextDecoder().decode(before).length);
}

/** The table in a name as SQLite reports it, or `null` when it names another schema. */
function tableNameIn(written: string): string | null {
  const dot = written.indexOf(".");
  if (dot < 0) return written;
  return written.slice(0, dot).toLowerCase() === schema ? written.slice(dot + 1) : null;
}
