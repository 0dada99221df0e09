import type { JsonObject } from "../json-object";
import type { TimeOf } from "./creation-time";

/** Picks the objects that have not come before; lists can overlap, and do where they are read in parts. */
export type PickNew = (objects: readonly JsonObject[]) => readonly JsonObject[];

/** Seconds of creation that share a set: some days, so that a set is small and pages of a list mostly need one. */
const period = 2 ** 20;

/**
 * Makes a {@link PickNew} that knows objects by this column; without one, every object is new. Objects of equal keys were
 * created at one time: where that is known, many small sets are searched in far less time than a large one.
 */
export function createNovelty(key: string | null, timeOf: TimeOf | null = null): PickNew {
  const sets = new Map<number, Set<string>>();
  /** The set of the object before, which is mostly that of the next one. */
  let current: { readonly at: number; readonly seen: Set<string> } | null = null;

  function setOf(object: JsonObject): Set<string> {
    const at = Math.floor((timeOf?.(object) ?? 0) / period);
    if (current?.at === at) return current.seen;
    const seen = sets.get(at) ?? new Set();
    sets.set(at, seen);
    current = { at, seen };
    return seen;
  }

  return (objects) =>
    objects.filter((object) => {
      const id = key === null ? undefined : object[key];
      if (typeof id !== "string") return true;
      const seen = setOf(object);
      const before = seen.size;
      return seen.add(id).size > before;
    });
}
