import type { Pointer, SqliteApi } from "./sqlite-api";
import type { SqliteMemory } from "./sqlite-memory";

/** Tells SQLite to copy a text at once (`SQLITE_TRANSIENT`). */
const copyText = -1;
const scratchBytes = 1 << 16;
/** Texts up to this length are quicker to write letter by letter than through an encoder, while they are ASCII. */
const shortText = 64;

/** Hands texts to SQLite to be copied. */
export type TextWriter = {
  write(context: Pointer, text: string): void;
  free(): void;
};

/** Makes a {@link TextWriter} with one reusable buffer in SQLite's memory. */
export function createTextWriter(wasm: Pick<SqliteApi["wasm"], "alloc" | "dealloc" | "exports">, memory: SqliteMemory): TextWriter {
  const encoder = new TextEncoder();
  const scratch = wasm.alloc(scratchBytes);

  function writeLong(context: Pointer, text: string): void {
    const bytes = encoder.encode(text);
    const start = wasm.alloc(bytes.length);
    memory.bytes().set(bytes, start);
    wasm.exports.sqlite3_result_text(context, start, bytes.length, copyText);
    wasm.dealloc(start);
  }

  return {
    write(context, text) {
      const { length } = text;
      if (length * 3 >= scratchBytes) return writeLong(context, text);
      const heap = memory.bytes();
      let written = 0;
      for (; written < length && written < shortText; written++) {
        const unit = text.charCodeAt(written);
        if (unit > 127) break;
        heap[scratch + written] = unit;
      }
      if (written < length) written = encoder.encodeInto(text, heap.subarray(scratch, scratch + scratchBytes)).written;
      wasm.exports.sqlite3_result_text(context, scratch, written, copyText);
    },
    free: () => wasm.dealloc(scratch),
  };
}
