import { isJsonObject, type JsonObject } from "../json-object";
import type { KeptColumn } from "./kept-column";
import { createMemberReader } from "./object-members";

/** A column, and where its values are in an object. */
export type PlacedColumn = { readonly path: readonly string[]; readonly values: KeptColumn };

/** Adds a value of each object to each column. */
export type TakeObjects = (objects: readonly (JsonObject | undefined)[]) => void;

/**
 * Makes a {@link TakeObjects}. Many columns are members of the same member, so that what they are in is looked up once, and
 * then column after column: that is where most of the time of taking objects in goes.
 */
export function createTakeObjects(columns: readonly PlacedColumn[]): TakeObjects {
  const members = [...groupByMember(columns)].map(([name, within]) => ({
    name,
    own: within.filter(({ path }) => path.length === 0).map(({ values }) => values),
    takeInner: within.some(isInner) ? createTakeObjects(within.filter(isInner)) : null,
  }));
  const reader = createMemberReader(members.map(({ name }) => name));
  return (objects) => {
    const read = reader.read(objects);
    members.forEach(({ own, takeInner }, position) => {
      const values = read[position] ?? [];
      for (const column of own) column.addAll(values);
      takeInner?.(values.map(toObject));
    });
    reader.forget();
  };
}

/** Columns by the member that they are in or are; their paths go on from there. */
function groupByMember(columns: readonly PlacedColumn[]): ReadonlyMap<string, readonly PlacedColumn[]> {
  const groups = new Map<string, PlacedColumn[]>();
  for (const { path, values } of columns) {
    const [name = "", ...rest] = path;
    const group = groups.get(name) ?? [];
    group.push({ path: rest, values });
    groups.set(name, group);
  }
  return groups;
}

const isInner = ({ path }: PlacedColumn): boolean => path.length > 0;
const toObject = (value: unknown): JsonObject | undefined => (isJsonObject(value) ? value : undefined);
