import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";

/** An address in SQLite's memory; 0 is NULL. */
export type Pointer = number;

/** Result codes that the engine reads or returns. */
export const resultCode = { ok: 0, error: 1, interrupt: 9, row: 100, done: 101 } as const;

/** Kinds of values (https://www.sqlite.org/c3ref/c_blob.html). */
export const valueKind = { integer: 1, float: 2, text: 3, blob: 4, null: 5 } as const;

/** What SQLite hands to a function: 64-bit integers beyond 2^53 come as BigInt. */
export type ForeignValue = string | number | bigint | null | undefined | Uint8Array;

type Constraint = { readonly $iColumn: number; readonly $op: number; readonly $usable: number; dispose(): void };
type ConstraintUsage = { $argvIndex: number; $omit: number; dispose(): void };
type OrderBy = { readonly $iColumn: number; readonly $desc: number; dispose(): void };

/** `sqlite3_index_info`, see https://www.sqlite.org/vtab.html#the_xbestindex_method. */
export type IndexInfo = {
  readonly pointer: Pointer;
  readonly $nConstraint: number;
  readonly $nOrderBy: number;
  readonly $colUsed: bigint;
  $idxNum: number;
  $idxStr: Pointer;
  $needToFreeIdxStr: number;
  $orderByConsumed: number;
  $estimatedCost: number;
  $estimatedRows: bigint;
  nthConstraint(index: number): Constraint;
  nthConstraintUsage(index: number): ConstraintUsage;
  nthOrderBy(index: number): OrderBy;
  dispose(): void;
};

type StructMap = { create(out: Pointer): { readonly pointer: Pointer }; dispose(pointer: Pointer): void };

/** The methods of a read-only virtual table; every one returns a result code. */
export type ModuleMethods = {
  readonly xCreate: true;
  readonly xDestroy: true;
  xConnect(db: Pointer, aux: Pointer, argc: number, argv: Pointer, out: Pointer): number;
  xDisconnect(table: Pointer): number;
  xBestIndex(table: Pointer, info: Pointer): number;
  xOpen(table: Pointer, out: Pointer): number;
  xClose(cursor: Pointer): number;
  xFilter(cursor: Pointer, indexNumber: number, indexText: Pointer, argc: number, argv: Pointer): number;
  xNext(cursor: Pointer): number;
  xEof(cursor: Pointer): number;
  xRowid(cursor: Pointer, out: Pointer): number;
  xColumn(cursor: Pointer, context: Pointer, column: number): number;
};

type Authorizer = (aux: Pointer, action: number, first: string | 0, second: string | 0) => number;

type Capi = {
  sqlite3_declare_vtab(db: Pointer, sql: string): number;
  sqlite3_create_module(db: Pointer, name: string, module: unknown, aux: Pointer): number;
  sqlite3_vtab_collation(info: Pointer, constraint: number): string;
  sqlite3_vtab_in(info: Pointer, constraint: number, handle: -1 | 0 | 1): number;
  sqlite3_vtab_in_first(value: Pointer, out: Pointer): number;
  sqlite3_vtab_in_next(value: Pointer, out: Pointer): number;
  sqlite3_vtab_rhs_value(info: Pointer, constraint: number, out: Pointer): number;
  sqlite3_value_to_js(value: Pointer): ForeignValue;
  sqlite3_set_authorizer(db: Pointer, authorizer: Authorizer, aux: Pointer): number;
  sqlite3_progress_handler(db: Pointer, steps: number, handler: () => number, aux: Pointer): void;
  sqlite3_errmsg(db: Pointer): string;
  sqlite3_error_offset(db: Pointer): number;
  sqlite3_aggregate_context(context: Pointer, bytes: number): Pointer;
  sqlite3_bind_double(statement: Pointer, index: number, value: number): number;
  sqlite3_bind_int64(statement: Pointer, index: number, value: bigint): number;
  sqlite3_bind_null(statement: Pointer, index: number): number;
  sqlite3_bind_parameter_count(statement: Pointer): number;
  sqlite3_bind_parameter_name(statement: Pointer, index: number): string | null;
  sqlite3_column_name(statement: Pointer, column: number): string;
  sqlite3_column_decltype(statement: Pointer, column: number): string | null;
  sqlite3_column_table_name(statement: Pointer, column: number): string | null;
  sqlite3_column_origin_name(statement: Pointer, column: number): string | null;
};

/** Calls straight into the module, for what runs once a cell or once a row. */
type Exports = {
  sqlite3_prepare_v3(db: Pointer, sql: Pointer, bytes: number, flags: number, out: Pointer, tail: Pointer): number;
  sqlite3_bind_text(statement: Pointer, index: number, text: Pointer, bytes: number, destructor: number): number;
  sqlite3_step(statement: Pointer): number;
  sqlite3_reset(statement: Pointer): number;
  sqlite3_finalize(statement: Pointer): number;
  sqlite3_column_count(statement: Pointer): number;
  sqlite3_column_type(statement: Pointer, column: number): number;
  sqlite3_column_double(statement: Pointer, column: number): number;
  sqlite3_column_text(statement: Pointer, column: number): Pointer;
  sqlite3_column_bytes(statement: Pointer, column: number): number;
  sqlite3_value_type(value: Pointer): number;
  sqlite3_value_double(value: Pointer): number;
  sqlite3_value_text(value: Pointer): Pointer;
  sqlite3_value_bytes(value: Pointer): number;
  sqlite3_result_text(context: Pointer, text: Pointer, bytes: number, destructor: number): void;
  sqlite3_result_int(context: Pointer, value: number): void;
  sqlite3_result_int64(context: Pointer, value: bigint): void;
  sqlite3_result_double(context: Pointer, value: number): void;
  sqlite3_result_null(context: Pointer): void;
};

type Wasm = {
  readonly exports: Exports;
  readonly pstack: { readonly pointer: Pointer; alloc(bytes: number): Pointer; restore(pointer: Pointer): void };
  heap8u(): Uint8Array;
  heap32(): Int32Array;
  alloc(bytes: number): Pointer;
  dealloc(pointer: Pointer): void;
  allocCString(text: string): Pointer;
  cstrToJs(pointer: Pointer): string | null;
  peekPtr(address: Pointer): Pointer;
  pokePtr(address: Pointer, value: Pointer): void;
};

/** `undefined`: the function gave its result to SQLite by itself. */
type FunctionResult = string | number | null | undefined;

type FunctionOptions = {
  readonly arity: number;
  readonly deterministic: boolean;
  readonly innocuous: true;
} & (
  | { readonly xFunc: (context: Pointer, ...values: ForeignValue[]) => FunctionResult }
  | {
      readonly xStep: (context: Pointer, ...values: ForeignValue[]) => void;
      readonly xFinal: (context: Pointer) => FunctionResult;
    }
);

/** An open in-memory database. */
export type Connection = {
  readonly pointer: Pointer;
  exec(sql: string): void;
  createFunction(name: string, options: FunctionOptions): void;
  close(): void;
};

/** The part of SQLite that the engine uses, typed as it behaves. */
export type SqliteApi = {
  readonly capi: Capi;
  readonly wasm: Wasm;
  readonly vtab: {
    readonly xVtab: StructMap;
    xIndexInfo(pointer: Pointer): IndexInfo;
    xRowid(out: Pointer, value: bigint): void;
    setupModule(options: { readonly methods: ModuleMethods; readonly catchExceptions: boolean }): { dispose(): void };
  };
  open(): Connection;
};

/**
 * Narrows the package's types: its declarations of the virtual-table part differ from what the code does (missing
 * `$` members of structs, `xRowid` with a BigInt, methods that take other parameters), so they are restated here once.
 */
export function narrowSqlite(sqlite: Sqlite3Static): SqliteApi {
  const { capi, wasm, vtab, oo1 }: { capi: unknown; wasm: unknown; vtab: unknown; oo1: unknown } = sqlite;
  const { DB } = oo1 as { DB: new (file: string) => Connection };
  return {
    capi: capi as Capi,
    wasm: wasm as Wasm,
    vtab: vtab as SqliteApi["vtab"],
    open: () => new DB(":memory:"),
  };
}
