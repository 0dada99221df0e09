import type { ApiObject } from "../api-object";
import { orderedRows, type OrderedRows, type PlaceOf } from "./ordered-rows";

/** Objects by the text of one of their fields, kept up as objects change. */
export type FieldIndex = {
  where(value: string): readonly ApiObject[];
  insert(object: ApiObject): void;
  remove(object: ApiObject): void;
};

const none: readonly ApiObject[] = [];

/** Indexes rows that are in list order. An object whose field is a list is found by each of its values. */
export function createFieldIndex(rows: readonly ApiObject[], read: (object: ApiObject) => unknown, placeOf: PlaceOf): FieldIndex {
  const buckets = new Map([...grouped(rows, read)].map(([key, members]) => [key, orderedRows(members, placeOf)]));
  const bucketOf = (key: string): OrderedRows => {
    const known = buckets.get(key);
    if (known) return known;
    const fresh = orderedRows(none, placeOf);
    buckets.set(key, fresh);
    return fresh;
  };
  return {
    where: (value) => buckets.get(value)?.live() ?? none,
    insert(object) {
      for (const key of keysOf(read(object))) bucketOf(key).insert(object);
    },
    remove(object) {
      for (const key of keysOf(read(object))) buckets.get(key)?.remove(object);
    },
  };
}

function grouped(rows: readonly ApiObject[], read: (object: ApiObject) => unknown): ReadonlyMap<string, ApiObject[]> {
  const groups = new Map<string, ApiObject[]>();
  for (const row of rows) {
    for (const key of keysOf(read(row))) {
      const known = groups.get(key);
      if (known) known.push(row);
      else groups.set(key, [row]);
    }
  }
  return groups;
}

function keysOf(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.map(String) : [String(value)]);
}
