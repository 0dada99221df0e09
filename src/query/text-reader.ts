import type { Pointer, SqliteApi } from "./sqlite-api";

/** Texts up to this many bytes are quicker to read letter by letter than through a decoder. */
const shortText = 16;

/** Makes a reader of UTF-8 texts in SQLite's memory. */
export function createTextReader(wasm: Pick<SqliteApi["wasm"], "heap8u">): (start: Pointer, bytes: number) => string {
  const decoder = new TextDecoder();
  let heap = wasm.heap8u();
  return (start, bytes) => {
    // A grown memory detaches every view of it.
    if (heap.byteLength === 0) heap = wasm.heap8u();
    if (bytes <= shortText) {
      let text = "";
      let index = 0;
      for (; index < bytes; index++) {
        const byte = heap[start + index] ?? 0;
        if (byte > 127) break;
        text += String.fromCharCode(byte);
      }
      if (index === bytes) return text;
    }
    return decoder.decode(heap.subarray(start, start + bytes));
  };
}
