import type { RowScope } from "../../ports";
import type { ShownCell } from "../text-mark";

type Row = readonly ShownCell[];

export type Placing = {
  /** Rows of the table as they stand: the cells of the content's columns, in its order. */
  readonly old: readonly Row[];
  readonly fresh: readonly Row[];
  /** Columns whose values together tell a row. */
  readonly key: readonly number[];
  /** Whether the table had all columns of the key before. */
  readonly keyStood: boolean;
  /** The rows that the new ones stand for; absent: all. */
  readonly scope?: RowScope;
};

/** Which row of the table each new row takes, and which rows did not come again. Rows count from 0. */
export type Placement = {
  readonly placed: "key" | "position";
  /** Why rows were not placed by key. */
  readonly note: string | null;
  /** For each new row its row in the table. */
  readonly places: readonly number[];
  /** Rows of the table that held one of our rows which did not come, from the top. */
  readonly gone: readonly number[];
  /** Rows that held something; new rows begin behind them. */
  readonly used: number;
};

/** By key where rows can be told apart, else in order. Empty rows at the end of the table are free for new rows. */
export function placeRows(placing: Placing): Placement {
  const used = countUsed(placing.old);
  // Rows that are somebody else's may have any key, and none of them may be overwritten.
  if (placing.scope) return byKey(placing, used);
  const reason = placing.key.length === 0 ? "the query shows no column that tells them apart" : findDoubt(placing, used);
  if (reason !== null) return byPosition(placing, { used, note: `The rows were replaced in order, because ${reason}.` });
  return byKey(placing, used);
}

function countUsed(old: readonly Row[]): number {
  return old.findLastIndex((row) => row.some((cell) => cell !== "")) + 1;
}

/** Why the key cannot be trusted. */
function findDoubt({ old, fresh, key, keyStood }: Placing, used: number): string | null {
  if (used === 0) return null;
  if (!keyStood) return "the table did not show the column that tells them apart";
  const oldKeys = old.slice(0, used).flatMap((row) => keyOf(row, key) ?? []);
  if (new Set(oldKeys).size < oldKeys.length) return "some rows of the table have the same key";
  const freshKeys = fresh.flatMap((row) => keyOf(row, key) ?? []);
  if (freshKeys.length < fresh.length) return "some new rows have no key";
  return new Set(freshKeys).size < freshKeys.length ? "some new rows have the same key" : null;
}

/** `null` where all its cells are empty: such a row was not written by us. */
function keyOf(row: Row, key: readonly number[]): string | null {
  const cells = key.map((column) => String(row[column] ?? ""));
  return cells.every((cell) => cell === "") ? null : JSON.stringify(cells);
}

function byKey({ old, fresh, key, scope }: Placing, used: number): Placement {
  const standing = new Map<string | null, number>();
  old.slice(0, used).forEach((row, index) => {
    const own = keyOf(row, key);
    if (own !== null && !standing.has(own)) standing.set(own, index);
  });
  let end = used;
  const places = fresh.map((row) => {
    const own = keyOf(row, key);
    const place = standing.get(own);
    standing.delete(own);
    return place ?? end++;
  });
  const gone = [...standing.values()].filter((index) => !scope || isIn(scope, old[index] ?? []));
  return { placed: "key", note: null, places, gone, used };
}

const isIn = ({ column, values }: RowScope, row: Row): boolean => values.includes(String(row[column] ?? ""));

function byPosition({ fresh }: Placing, { used, note }: Pick<Placement, "used" | "note">): Placement {
  const gone = Array.from({ length: Math.max(0, used - fresh.length) }, (_, index) => fresh.length + index);
  return { placed: "position", note, places: fresh.map((_, index) => index), gone, used };
}
