import type { JsonObject } from "../json-object";

/** Picks the objects that have not come before; lists can overlap, and do where they are read in parts. */
export type PickNew = (objects: readonly JsonObject[]) => readonly JsonObject[];

/** Makes a {@link PickNew} that knows objects by this column; without one, every object is new. */
export function createNovelty(key: string | null): PickNew {
  const seen = new Set<string>();
  return (objects) =>
    objects.filter((object) => {
      const id = key === null ? undefined : object[key];
      if (typeof id !== "string") return true;
      const before = seen.size;
      return seen.add(id).size > before;
    });
}
