import type { JsonObject } from "../json-object";

/** Values of one member, an object after the other; `undefined` where an object has none. */
export type MemberValues = readonly unknown[];

/** Reads the members of some names of many objects. */
export type MemberReader = {
  /** Member by member, in the order of the names; good until {@link forget}. */
  read(objects: readonly (JsonObject | undefined)[]): readonly MemberValues[];
  /** Lets go of what was read. */
  forget(): void;
};

/** A name in its turn, and where its values go when they are wanted. */
type Place = { readonly name: string; readonly values: unknown[] | undefined };

/**
 * Makes a {@link MemberReader}. Objects of one list mostly have the same members in the same order: then going through an
 * object once costs far less than looking each name up in it.
 */
export function createMemberReader(names: readonly string[]): MemberReader {
  const columns = names.map((name) => ({ name, values: [] as unknown[] }));
  const byName = new Map(columns.map(({ name, values }) => [name, values]));
  let layout: readonly Place[] = [];

  function readAlone(object: JsonObject, index: number): void {
    layout = Object.keys(object).map((name) => ({ name, values: byName.get(name) }));
    for (const { name, values } of columns) values[index] = object[name];
  }

  return {
    read(objects) {
      for (const { values } of columns) values.length = objects.length;
      objects.forEach((object, index) => {
        if (object !== undefined && !readAlong(layout, object, index)) readAlone(object, index);
      });
      return columns.map(({ values }) => values);
    },
    forget() {
      for (const { values } of columns) values.fill(undefined);
    },
  };
}

/** Whether the object has the names of the layout in their order; its values are then taken. */
function readAlong(layout: readonly Place[], object: JsonObject, index: number): boolean {
  let turn = 0;
  for (const name in object) {
    const place = layout[turn++];
    if (place === undefined || place.name !== name) return false;
    if (place.values !== undefined) place.values[index] = object[name];
  }
  return turn === layout.length;
}
