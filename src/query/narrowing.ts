import type { Column, SqlValue } from "../table/column";
import { conditionsKey } from "../table/conditions";
import type { Narrowing, Range } from "../table/row-source";
import type { Filter, Table } from "../table/table";
import { type Comparison, isForSearch, type PlannedCondition } from "./access-plan";
import { parseObject } from "./parse-object";
import { searchedFilters } from "./table-filters";

/** A condition of an access with its values, which are of the column's type. */
export type GivenValues = {
  readonly column: Column;
  readonly condition: PlannedCondition;
  readonly values: readonly SqlValue[];
};

type Collected = { -readonly [part in keyof Narrowing]: Record<string, Narrowing[part][string]> };

/** What only a search of the source could apply of an access's conditions; `null` for nothing. */
export function narrowingOf(table: Table, given: readonly GivenValues[]): Narrowing | null {
  const found: Collected = { equals: {}, ranges: {}, contains: {}, metadata: {} };
  for (const { column, condition, values } of given) {
    const [value] = values;
    const kinds = searchedFilters(table, column).map(({ kind }) => kind);
    if (value !== undefined && values.length === 1 && kinds.length > 0) collect(found, kinds, { column, condition, value });
  }
  const nothing = Object.values(found).every((part) => Object.keys(part).length === 0);
  return nothing ? null : found;
}

type GivenValue = Pick<GivenValues, "column" | "condition"> & { readonly value: SqlValue };

/** Of two conditions of a kind on one column the first stays: either narrows to a superset of both. */
function collect(found: Collected, kinds: readonly Filter["kind"][], { column: { name }, condition, value }: GivenValue): void {
  const { comparison } = condition;
  if (comparison === "like") {
    const text = containedText(value);
    if (text !== null && kinds.includes("contains")) found.contains[name] ??= text;
  } else if (comparison === "match") {
    // What is there already stays.
    if (name === "metadata") found.metadata = { ...wantedTexts(value), ...found.metadata };
  } else if ((comparison === "eq" || comparison === "in") && kinds.includes("equal")) found.equals[name] ??= value;
  else if (kinds.includes("range")) found.ranges[name] = { ...boundsOf(comparison, value), ...found.ranges[name] };
}

/** The texts that an object must have, by key. */
function wantedTexts(json: SqlValue): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parseObject(json) ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** The range that one condition sets; none for a pattern or an object. */
export function boundsOf(comparison: Comparison, value: SqlValue): Range {
  if (isForSearch(comparison)) return {};
  return comparison === "eq" || comparison === "in" ? { gte: value, lte: value } : { [comparison]: value };
}

/** The text of a pattern `%text%` without other wildcards; `null` for any other pattern. */
function containedText(pattern: SqlValue): string | null {
  return typeof pattern === "string" ? (/^%([^%_]+)%$/s.exec(pattern)?.[1] ?? null) : null;
}

/** Equal for narrowings that mean the same; `null` is none. */
export function narrowingKey(narrowing: Narrowing | null): string {
  if (narrowing === null) return "";
  const sorted = (texts: Readonly<Record<string, string>>): unknown =>
    Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return conditionsKey(narrowing) + JSON.stringify([sorted(narrowing.contains), sorted(narrowing.metadata)]);
}
