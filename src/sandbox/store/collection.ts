import type { ApiObject, HiddenFields } from "../api-object";
import { fieldOf, timeOf } from "./fields";

/** All objects of one resource, newest first. */
export type Collection = {
  rows(): readonly ApiObject[];
  get(id: string): ApiObject | undefined;
  /** Objects whose field has the value, newest first; indexed at the first call. */
  where(field: string, value: string): readonly ApiObject[];
  field(object: ApiObject, name: string): unknown;
  put(object: ApiObject, hidden?: HiddenFields): void;
  remove(id: string): void;
};

type Index = ReadonlyMap<string, readonly ApiObject[]>;
const none: readonly ApiObject[] = [];

/** Keeps objects in list order and answers look-ups without a scan. */
export function createCollection(initial: readonly ApiObject[], knownHidden: ReadonlyMap<string, HiddenFields>): Collection {
  let rows = newestFirst(initial);
  const byId = new Map(initial.map((object) => [object.id, object]));
  const hidden = new Map<string, HiddenFields>();
  const indexes = new Map<string, Index>();
  const field = (object: ApiObject, name: string): unknown =>
    fieldOf(object, name, hidden.get(object.id) ?? knownHidden.get(object.id));

  return {
    rows: () => rows,
    get: (id) => byId.get(id),
    field,
    where(name, value) {
      const index = indexes.get(name) ?? buildIndex(rows, (object) => field(object, name));
      indexes.set(name, index);
      return index.get(value) ?? none;
    },
    put(object, facts) {
      const others = byId.has(object.id) ? rows.filter((row) => row.id !== object.id) : rows;
      const at = firstNotAfter(others, timeOf(object));
      rows = [...others.slice(0, at), object, ...others.slice(at)];
      byId.set(object.id, object);
      if (facts) hidden.set(object.id, facts);
      indexes.clear();
    },
    remove(id) {
      if (!byId.delete(id)) return;
      rows = rows.filter((row) => row.id !== id);
      indexes.clear();
    },
  };
}

/** Index of the first row whose time is at most `time`, in rows that are newest first. */
export function firstNotAfter(rows: readonly ApiObject[], time: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && timeOf(row) > time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where an object stands in rows that are newest first, or -1. */
export function positionOf(rows: readonly ApiObject[], object: ApiObject): number {
  const time = timeOf(object);
  for (let at = firstNotAfter(rows, time); at < rows.length; at++) {
    const row = rows[at];
    if (!row || timeOf(row) !== time) return -1;
    if (row.id === object.id) return at;
  }
  return -1;
}

function newestFirst(objects: readonly ApiObject[]): readonly ApiObject[] {
  return objects.length > 0 && objects.every((object) => timeOf(object) === 0)
    ? objects
    : objects.toReversed().sort((left, right) => timeOf(right) - timeOf(left));
}

function buildIndex(rows: readonly ApiObject[], read: (object: ApiObject) => unknown): Index {
  const index = new Map<string, ApiObject[]>();
  for (const row of rows) {
    const value = read(row);
    for (const key of new Set(Array.isArray(value) ? value.map(String) : [String(value)])) {
      const known = index.get(key);
      if (known) known.push(row);
      else index.set(key, [row]);
    }
  }
  return index;
}
