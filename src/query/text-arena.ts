import type { Pointer, SqliteApi } from "./sqlite-api";
import type { SqliteMemory } from "./sqlite-memory";

const chunkBytes = 1 << 20;
/** More texts than fit these are copied cell by cell. */
const mostChunks = 16;

/** Texts in SQLite's memory that stay where they are, so that SQLite need not copy them. */
export type TextArena = {
  /** Where a text is, in UTF-8 and ended by a zero; `null` when there is no room for it or a zero is in it. */
  place(text: string): Pointer | null;
  /** No statement that was given a text is running any more. */
  clear(): void;
  free(): void;
};

/** Makes a {@link TextArena}; it takes memory with the first text. */
export function createTextArena(wasm: Pick<SqliteApi["wasm"], "alloc" | "dealloc">, memory: SqliteMemory): TextArena {
  const encoder = new TextEncoder();
  const chunks: Pointer[] = [];
  let chunk = 0;
  let used = 0;

  /** The next free byte of a chunk that has room for so many. */
  function roomFor(bytes: number): Pointer | null {
    if (bytes > chunkBytes) return null;
    if (used + bytes > chunkBytes) {
      chunk++;
      used = 0;
    }
    if (chunk >= mostChunks) return null;
    const start = (chunks[chunk] ??= wasm.alloc(chunkBytes));
    return start + used;
  }

  return {
    place(text) {
      const mostBytes = 3 * text.length + 1;
      const place = text.includes("\0") ? null : roomFor(mostBytes);
      if (place === null) return null;
      const heap = memory.bytes();
      const { written } = encoder.encodeInto(text, heap.subarray(place, place + mostBytes));
      heap[place + written] = 0;
      used += written + 1;
      return place;
    },
    clear() {
      chunk = 0;
      used = 0;
    },
    free() {
      for (const start of chunks.splice(0)) wasm.dealloc(start);
      chunk = 0;
      used = 0;
    },
  };
}
