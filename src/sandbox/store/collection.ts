import type { ApiObject, HiddenFields } from "../api-object";
import { createFieldIndex, type FieldIndex } from "./field-index";
import { fieldOf, timeOf } from "./fields";
import { orderedRows, type Place } from "./ordered-rows";

/** All objects of one resource, newest first. */
export type Collection = {
  /** The rows as they are now; later changes leave this list as it is. */
  rows(): readonly ApiObject[];
  /** The rows without a copy: good until the next change. */
  live(): readonly ApiObject[];
  get(id: string): ApiObject | undefined;
  /** Objects whose field has the value, newest first and good until the next change; indexed at the first call. */
  where(field: string, value: string): readonly ApiObject[];
  field(object: ApiObject, name: string): unknown;
  /** Where an object of this collection stands in its lists. */
  placeOf(object: ApiObject): Place | undefined;
  put(object: ApiObject, hidden?: HiddenFields): void;
  remove(id: string): void;
};

/** Keeps objects in list order and answers look-ups without a scan. */
export function createCollection(initial: readonly ApiObject[], knownHidden: ReadonlyMap<string, HiddenFields>): Collection {
  const sorted = newestFirst(initial);
  const ranks = new Map(sorted.map((object, at) => [object.id, sorted.length - at]));
  const placeOf = (object: ApiObject): Place | undefined => {
    const rank = ranks.get(object.id);
    return rank === undefined ? undefined : { time: timeOf(object), rank };
  };
  const rows = orderedRows(sorted, placeOf);
  const byId = new Map(initial.map((object) => [object.id, object]));
  const hidden = new Map<string, HiddenFields>();
  const indexes = new Map<string, FieldIndex>();
  const field = (object: ApiObject, name: string): unknown =>
    fieldOf(object, name, hidden.get(object.id) ?? knownHidden.get(object.id));
  const openIndex = (name: string): FieldIndex => {
    const fresh = createFieldIndex(rows.live(), (object) => field(object, name), placeOf);
    indexes.set(name, fresh);
    return fresh;
  };
  let newest = sorted.length;

  return {
    rows: () => rows.snapshot(),
    live: () => rows.live(),
    get: (id) => byId.get(id),
    where: (name, value) => (indexes.get(name) ?? openIndex(name)).where(value),
    field,
    placeOf,
    put(object, facts) {
      const before = byId.get(object.id);
      for (const index of indexes.values()) if (before) index.remove(before);
      if (!before) ranks.set(object.id, ++newest);
      if (facts) hidden.set(object.id, facts);
      if (before) rows.replace(before, object);
      else rows.insert(object);
      byId.set(object.id, object);
      for (const index of indexes.values()) index.insert(object);
    },
    remove(id) {
      const object = byId.get(id);
      if (!object) return;
      for (const index of indexes.values()) index.remove(object);
      rows.remove(object);
      byId.delete(id);
      ranks.delete(id);
    },
  };
}

function newestFirst(objects: readonly ApiObject[]): readonly ApiObject[] {
  return objects.length > 0 && objects.every((object) => timeOf(object) === 0)
    ? objects
    : objects.toReversed().sort((left, right) => timeOf(right) - timeOf(left));
}
