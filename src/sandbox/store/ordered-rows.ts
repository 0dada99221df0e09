import type { ApiObject } from "../api-object";
import { timeOf } from "./fields";

/** Where an object stands in a list: newest first and, among those of one second, the last to come first. */
export type Place = { readonly time: number; readonly rank: number };

/** The place of an object; `undefined` when it is not filed. */
export type PlaceOf = (object: ApiObject) => Place | undefined;

/** Objects in list order. Changing one moves memory, but looks at a few rows only. */
export type OrderedRows = {
  /** The rows as they are now, for good. */
  snapshot(): readonly ApiObject[];
  /** The rows themselves, without a copy: good until the next change. */
  live(): readonly ApiObject[];
  insert(object: ApiObject): void;
  /** Puts an object in the place of its former self. */
  replace(before: ApiObject, after: ApiObject): void;
  remove(object: ApiObject): void;
};

/** Keeps rows that are in order already. */
export function orderedRows(initial: readonly ApiObject[], placeOf: PlaceOf): OrderedRows {
  let rows = [...initial];
  let lent = false;
  const own = (): ApiObject[] => {
    if (lent) rows = rows.slice();
    lent = false;
    return rows;
  };
  const insert = (object: ApiObject): void => {
    const place = placeOf(object);
    if (place) own().splice(firstBehind(rows, place, placeOf), 0, object);
  };
  const remove = (object: ApiObject): void => {
    const at = positionOf(rows, object, placeOf);
    if (at >= 0) own().splice(at, 1);
  };
  return {
    snapshot() {
      lent = true;
      return rows;
    },
    live: () => rows,
    insert,
    remove,
    replace(before, after) {
      const at = timeOf(before) === timeOf(after) ? positionOf(rows, before, placeOf) : -1;
      if (at >= 0) {
        own()[at] = after;
        return;
      }
      remove(before);
      insert(after);
    },
  };
}

/** Where an object stands in rows that are in order, or -1. */
export function positionOf(rows: readonly ApiObject[], object: ApiObject, placeOf: PlaceOf): number {
  const place = placeOf(object);
  if (!place) return -1;
  const before = firstBehind(rows, { ...place, rank: place.rank + 1 }, placeOf);
  return rows[before]?.id === object.id ? before : -1;
}

/** Index of the first row that comes after a place, whether or not a row stands there. */
export function firstBehind(rows: readonly ApiObject[], place: Place, placeOf: PlaceOf): number {
  return firstIndex(rows, (row) => {
    const time = timeOf(row);
    return time < place.time || (time === place.time && (placeOf(row)?.rank ?? 0) < place.rank);
  });
}

/** Index of the first row whose time is at most `time`. */
export function firstNotAfter(rows: readonly ApiObject[], time: number): number {
  return firstIndex(rows, (row) => timeOf(row) <= time);
}

/** Index of the first row for which `holds` is true, as it then is for all that follow. */
function firstIndex(rows: readonly ApiObject[], holds: (row: ApiObject) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && !holds(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
