import type { SqliteApi } from "./sqlite-api";

/** Views of SQLite's memory; they are to be asked for again after every call into SQLite, since a memory that grows detaches them. */
export type SqliteMemory = {
  readonly bytes: () => Uint8Array;
  /** The same memory as 32-bit integers. */
  readonly words: () => Int32Array;
};

/** Makes {@link SqliteMemory}. */
export function createSqliteMemory(wasm: Pick<SqliteApi["wasm"], "heap8u" | "heap32">): SqliteMemory {
  let bytes = wasm.heap8u();
  let words = wasm.heap32();
  return {
    bytes() {
      if (bytes.byteLength === 0) bytes = wasm.heap8u();
      return bytes;
    },
    words() {
      if (words.byteLength === 0) words = wasm.heap32();
      return words;
    },
  };
}
