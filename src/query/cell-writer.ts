import type { SqlValue } from "../table/column";
import type { Pointer, SqliteApi } from "./sqlite-api";

/** Tells SQLite to copy a text at once (`SQLITE_TRANSIENT`). */
const copyText = -1;
const scratchBytes = 1 << 16;

/** Hands a cell to SQLite. Runs once a cell, hence the short path for plain ASCII. */
export type CellWriter = {
  write(context: Pointer, value: SqlValue): void;
  free(): void;
};

/** Makes a {@link CellWriter} with one reusable buffer in SQLite's memory. */
export function createCellWriter({ capi, wasm }: SqliteApi): CellWriter {
  const encoder = new TextEncoder();
  const scratch = wasm.alloc(scratchBytes);
  let heap = wasm.heap8u();

  function writeText(context: Pointer, text: string): void {
    // A grown memory detaches every view of it.
    if (heap.byteLength === 0) heap = wasm.heap8u();
    const { length } = text;
    if (length * 3 >= scratchBytes) return capi.sqlite3_result_text(context, text, -1, copyText);
    let written = 0;
    for (; written < length && written < 64; written++) {
      const unit = text.charCodeAt(written);
      if (unit > 127) break;
      heap[scratch + written] = unit;
    }
    if (written < length) written = encoder.encodeInto(text, heap.subarray(scratch, scratch + scratchBytes)).written;
    wasm.exports.sqlite3_result_text(context, scratch, written, copyText);
  }

  function writeNumber(context: Pointer, value: number): void {
    if ((value | 0) === value) wasm.exports.sqlite3_result_int(context, value);
    else if (Number.isSafeInteger(value)) wasm.exports.sqlite3_result_int64(context, BigInt(value));
    else wasm.exports.sqlite3_result_double(context, value);
  }

  return {
    write(context, value) {
      if (typeof value === "string") writeText(context, value);
      else if (typeof value === "number") writeNumber(context, value);
      else wasm.exports.sqlite3_result_null(context);
    },
    free: () => wasm.dealloc(scratch),
  };
}
