import { AppError } from "../../../base/app-error";
import type { RowScope, TableRefresh } from "../../ports";
import type { ShownCell } from "../text-mark";

type Row = readonly ShownCell[];

export type Placing = Pick<TableRefresh, "inOrder" | "lacks" | "kindOf"> & {
  /** Rows of the table as they stand: the cells of the content's columns, in its order. */
  readonly old: readonly Row[];
  readonly fresh: readonly Row[];
  /** Columns whose values together tell a row. */
  readonly key: readonly number[];
  /** Whether the table had all columns of the key before. */
  readonly keyStood: boolean;
  /** The rows that the new ones stand for; absent: all. */
  readonly scope?: RowScope;
  /** Rows from the top behind which a person has nothing in other columns; absent: as far as ours hold something. */
  readonly taken?: number;
};

/** Which row of the table each new row takes, and which rows did not come again. Rows count from 0. */
export type Placement = {
  readonly placed: "key" | "position";
  /** What a person should know: why rows were not placed by key, or why some that did not come are not marked. */
  readonly note: string | null;
  /** For each new row its row in the table. */
  readonly places: readonly number[];
  /** Rows of the table that held one of our rows which is known to be gone, from the top. */
  readonly gone: readonly number[];
  /** Those of them that were ours for certain, and not typed by a person. */
  readonly ours: readonly number[];
  /** Rows that held something; new rows begin behind them. */
  readonly used: number;
};

/**
 * By key where rows can be told apart, else in order. Empty rows at the end of the table are free for new rows.
 * @throws AppError `WORKBOOK_REFUSED` when the content lacks rows and nobody can tell which.
 */
export function placeRows(placing: Placing): Placement {
  const used = countUsed(placing.old);
  // Rows that are somebody else's may have any key, and none of them may be overwritten.
  if (placing.scope) return byKey(placing, used);
  const reason = reasonForOrder(placing, used);
  if (reason === null) return byKey(placing, used);
  if (placing.lacks !== undefined && placing.fresh.length < used && reason !== otherRows) refuseGaps(placing.lacks, reason);
  return byPosition(placing, { used, note: `The rows were replaced in order, because ${reason}.` });
}

/** Rows from the top behind which our columns are empty. */
export function countUsed(old: readonly Row[]): number {
  return old.findLastIndex((row) => row.some((cell) => cell !== "")) + 1;
}

function reasonForOrder(placing: Placing, used: number): string | null {
  if (placing.inOrder !== undefined) return placing.inOrder;
  return placing.key.length === 0 ? "the query shows no column that tells them apart" : findDoubt(placing, used);
}

/** Why the key cannot be trusted. */
function findDoubt({ old, fresh, key, keyStood, kindOf }: Placing, used: number): string | null {
  if (used === 0) return null;
  if (!keyStood) return "the table did not show the column that tells them apart";
  const oldKeys = keysOf(old.slice(0, used), key);
  if (new Set(oldKeys.map(textOf)).size < oldKeys.length) return "some rows of the table have the same key";
  const freshKeys = keysOf(fresh, key);
  if (freshKeys.length < fresh.length) return "some new rows have no key";
  if (new Set(freshKeys.map(textOf)).size < freshKeys.length) return "some new rows have the same key";
  return kindOf && oldKeys.length > 0 && oldKeys.every((own) => kindOf(own) === "other") ? otherRows : null;
}

const otherRows = "the table held those of another query";

function refuseGaps(lacks: string, reason: string): never {
  throw new AppError("WORKBOOK_REFUSED", `The table keeps its rows: the answer lacks some (${lacks}), and nobody can tell which, because ${reason}.`, {
    hint: "Let the query show the column id, or refresh when all rows can be read.",
  });
}

type Key = readonly string[];

const textOf = (key: Key): string => JSON.stringify(key);

/** `null` where all its cells are empty: such a row was not written by us. */
function keyOf(row: Row, key: readonly number[]): Key | null {
  const cells = key.map((column) => String(row[column] ?? ""));
  return cells.every((cell) => cell === "") ? null : cells;
}

const keysOf = (rows: readonly Row[], key: readonly number[]): readonly Key[] => rows.flatMap((row) => {
  const own = keyOf(row, key);
  return own === null ? [] : [own];
});

function byKey(placing: Placing, held: number): Placement {
  const { old, fresh, key, scope, taken = 0 } = placing;
  const used = Math.max(held, taken);
  const standing = new Map<string, number>();
  old.slice(0, used).forEach((row, index) => {
    const own = keyOf(row, key);
    if (own !== null && !standing.has(textOf(own))) standing.set(textOf(own), index);
  });
  let end = used;
  const places = fresh.map((row) => {
    const own = textOf(keyOf(row, key) ?? []);
    const place = standing.get(own);
    standing.delete(own);
    return place ?? end++;
  });
  const missing = [...standing.values()].filter((index) => !scope || isIn(scope, old[index] ?? []));
  return { placed: "key", places, used, ...judgeMissing(placing, missing) };
}

/** Of content that lacks rows nobody can tell which are gone, and which only did not come. */
function judgeMissing({ old, key, lacks, kindOf }: Placing, missing: readonly number[]): Pick<Placement, "gone" | "ours" | "note"> {
  if (lacks !== undefined) return { gone: [], ours: [], note: missing.length === 0 ? null : `Rows that did not come stay as they were: ${lacks}` };
  const ours = kindOf ? missing.filter((index) => kindOf(keyOf(old[index] ?? [], key) ?? []) === "own") : missing;
  return { gone: missing, ours, note: null };
}

const isIn = ({ column, values }: RowScope, row: Row): boolean => values.includes(String(row[column] ?? ""));

function byPosition({ fresh }: Placing, { used, note }: Pick<Placement, "used" | "note">): Placement {
  const gone = Array.from({ length: Math.max(0, used - fresh.length) }, (_, index) => fresh.length + index);
  return { placed: "position", note, places: fresh.map((_, index) => index), gone, ours: [], used };
}
