import type { SqlValue } from "../table/column";
import type { ResultColumn } from "../table/query-result";
import type { RowSource } from "../table/row-source";
import type { Database } from "./database";
import type { Rewritten } from "./dialect/rewrite";
import { extractRows, type ExtractedRows, type ExtractOptions } from "./extract-rows";
import { resultColumns } from "./result-columns";
import { resultCode, type Pointer, type SqliteApi } from "./sqlite-api";
import { runtimeFailure } from "./sql-errors";
import type { TableReader } from "./table-reader";

/** A compiled statement of one run. */
export type Statement = {
  readonly columns: readonly ResultColumn[];
  /** Names of the parameters with their marks, in order; `null` for a plain `?`. */
  readonly parameterNames: readonly (string | null)[];
  bind(values: readonly SqlValue[]): void;
  /** Compiles it anew with the same values. */
  compileAgain(): void;
  /** Runs it from the start. @throws what its functions threw, or `BAD_ARGUMENT`, `TOO_LARGE`. */
  pass(options: ExtractOptions): ExtractedRows;
  close(): void;
};

export type StatementText = { readonly rewritten: Rewritten; readonly source: Pick<RowSource, "find"> };

/** Compiles a statement for a run. @throws AppError `SQL_…`. */
export function openStatement(database: Database, reader: TableReader, text: StatementText): Statement {
  const { sqlite, turns, compiler, writer } = database;
  const { capi, wasm } = sqlite;
  const compile = (): Pointer => turns.take(reader, () => compiler.prepare(text.rewritten));
  let pointer = compile();
  let bound: readonly SqlValue[] = [];

  function bind(values: readonly SqlValue[]): void {
    bound = values;
    values.forEach((value, index) => bindValue(sqlite, { pointer, index: index + 1 }, value));
  }

  return {
    columns: resultColumns(sqlite, pointer, text.source),
    parameterNames: Array.from({ length: capi.sqlite3_bind_parameter_count(pointer) }, (_, index) =>
      capi.sqlite3_bind_parameter_name(pointer, index + 1),
    ),
    bind,
    compileAgain() {
      const before = pointer;
      pointer = compile();
      wasm.exports.sqlite3_finalize(before);
      bind(bound);
    },
    pass: (options) =>
      turns.take(reader, () => {
        try {
          const extracted = extractRows(sqlite, pointer, options);
          const ended = extracted.code === resultCode.done || extracted.code === resultCode.row;
          if (!ended && !reader.isPassInVain()) throw runtimeFailure(database.message());
          return extracted;
        } finally {
          wasm.exports.sqlite3_reset(pointer);
          writer.endPass();
        }
      }),
    close: () => void wasm.exports.sqlite3_finalize(pointer),
  };
}

/** Tells SQLite to copy a text at once (`SQLITE_TRANSIENT`). */
const copyText = -1;

type Place = { readonly pointer: Pointer; readonly index: number };

function bindValue(sqlite: SqliteApi, place: Place, value: SqlValue): void {
  const { capi } = sqlite;
  const { pointer, index } = place;
  if (value === null) capi.sqlite3_bind_null(pointer, index);
  else if (typeof value === "string") bindText(sqlite, place, value);
  else if (Number.isSafeInteger(value)) capi.sqlite3_bind_int64(pointer, index, BigInt(value));
  else capi.sqlite3_bind_double(pointer, index, value);
}

/** Straight into the module: the package's own wrapper of this function fails on texts (3.54.1-build1). */
function bindText({ wasm }: SqliteApi, { pointer, index }: Place, text: string): void {
  const address = wasm.allocCString(text);
  wasm.exports.sqlite3_bind_text(pointer, index, address, new TextEncoder().encode(text).length, copyText);
  wasm.dealloc(address);
}
