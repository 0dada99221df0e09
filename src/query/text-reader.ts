import type { Pointer } from "./sqlite-api";
import type { SqliteMemory } from "./sqlite-memory";

/** Texts up to this many bytes are quicker to read letter by letter than through a decoder. */
const shortText = 16;

/** Makes a reader of UTF-8 texts in SQLite's memory. */
export function createTextReader(memory: SqliteMemory): (start: Pointer, bytes: number) => string {
  // Else it would leave out a mark of byte order that a text begins with, as names out of other programs do.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return (start, bytes) => {
    const heap = memory.bytes();
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
