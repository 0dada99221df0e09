import type { JsonObject } from "../json-object";
import type { Kept, MemoryLimit } from "./memory-limit";

/** An object as it was read at a moment (milliseconds since 1970 UTC); `null`: there was none. */
export type ReadObject = { readonly object: JsonObject | null; readonly asOf: number };

/** Objects that were read one by one, by a name that tells what they are good for. */
export interface ObjectMemory {
  find(name: string): ReadObject | undefined;
  keep(name: string, read: ReadObject): void;
}

/** What is kept besides the text of an object. */
const overhead = 200;
/** Bytes that an object takes for a character of its JSON text, about. */
const bytesPerCharacter = 3;

/** Makes an {@link ObjectMemory} within a limit that others share. */
export function createObjectMemory(memory: MemoryLimit): ObjectMemory {
  const byName = new Map<string, Kept & { readonly read: ReadObject }>();
  return {
    find(name) {
      const kept = byName.get(name);
      if (kept !== undefined) memory.use(kept);
      return kept?.read;
    },
    keep(name, read) {
      const before = byName.get(name);
      if (before !== undefined) memory.release(before);
      const bytes = overhead + (read.object === null ? 0 : JSON.stringify(read.object).length * bytesPerCharacter);
      const kept = { read, bytes: () => bytes, dropped: () => void byName.delete(name) };
      byName.set(name, kept);
      memory.use(kept);
    },
  };
}
