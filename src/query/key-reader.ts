import { createKeyMemo, type KeyMemo } from "./key-memo";
import { argumentAt } from "./read-offer";
import type { RowNumber } from "./row-columns";
import { type Pointer, type SqliteApi, valueKind } from "./sqlite-api";
import type { SqliteMemory } from "./sqlite-memory";

/** Rows of one table by the key that SQLite hands to xFilter as the only value, for as long as no rows come. */
export type KeyReader = {
  /** Whether one of the values is a text or NULL, which compare with keys as they do anywhere. */
  isComparable(argv: Pointer, index: number): boolean;
  /** The row that was noted for this key; `null` for none, and for a value that is no text. */
  find(argv: Pointer): RowNumber | null;
  note(argv: Pointer, row: RowNumber): void;
};

/** Makes a {@link KeyReader} that knows no keys. */
export function createKeyReader({ exports }: Pick<SqliteApi["wasm"], "exports">, memory: SqliteMemory): KeyReader {
  let memo: KeyMemo | null = null;
  return {
    isComparable(argv, index) {
      const kind = exports.sqlite3_value_type(argumentAt(memory, argv, index));
      return kind === valueKind.text || kind === valueKind.null;
    },
    find(argv) {
      if (memo === null) return null;
      const value = argumentAt(memory, argv, 0);
      if (exports.sqlite3_value_type(value) !== valueKind.text) return null;
      const start = exports.sqlite3_value_text(value);
      return memo.find(memory.bytes(), start, exports.sqlite3_value_bytes(value));
    },
    note(argv, row) {
      const value = argumentAt(memory, argv, 0);
      if (exports.sqlite3_value_type(value) !== valueKind.text) return;
      const start = exports.sqlite3_value_text(value);
      const bytes = exports.sqlite3_value_bytes(value);
      memo ??= createKeyMemo();
      memo.note(memory.bytes().slice(start, start + bytes), row);
    },
  };
}
