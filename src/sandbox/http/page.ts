import type { ApiObject } from "../api-object";
import type { Collection } from "../store/collection";
import { firstNotAfter, positionOf } from "../store/ordered-rows";
import { wholeNumber, type Condition } from "./filter";
import { textOf, type FormMap } from "./form";
import { badParameter, noSuchObject } from "./refusal";

export type Page = { readonly data: readonly ApiObject[]; readonly hasMore: boolean };

/** One page of a list: the newest first, or the rows around a cursor. */
export function readPage(collection: Collection, conditions: readonly Condition[], parameters: FormMap): Page {
  const limit = limitOf(parameters);
  const cursor = cursorOf(parameters);
  const { rows, from, to, rest } = slice(collection, conditions);
  const keeps = (object: ApiObject): boolean => rest.every((condition) => condition.holds(object));
  if (!cursor) return forwards({ rows, keeps, limit }, from, to);
  const object = collection.get(cursor.id);
  const position = object && keepsCursor(conditions, object) ? positionOf(rows, object, (row) => collection.placeOf(row)) : -1;
  if (position < 0) throw noSuchObject(resourceOf(object, collection, cursor.id), cursor.id, { param: cursor.param, status: 400 });
  return cursor.param === "starting_after"
    ? forwards({ rows, keeps, limit }, Math.max(from, position + 1), to)
    : backwards({ rows, keeps, limit }, Math.min(to, position) - 1, from);
}

type Scan = { readonly rows: readonly ApiObject[]; readonly keeps: (object: ApiObject) => boolean; readonly limit: number };

function forwards({ rows, keeps, limit }: Scan, from: number, to: number): Page {
  const data: ApiObject[] = [];
  for (let at = from; at < to; at++) {
    const row = rows[at];
    if (!row || !keeps(row)) continue;
    if (data.length === limit) return { data, hasMore: true };
    data.push(row);
  }
  return { data, hasMore: false };
}

/** The rows just before a cursor, still newest first. */
function backwards({ rows, keeps, limit }: Scan, from: number, to: number): Page {
  const data: ApiObject[] = [];
  for (let at = from; at >= to; at--) {
    const row = rows[at];
    if (!row || !keeps(row)) continue;
    if (data.length === limit) return { data: data.reverse(), hasMore: true };
    data.push(row);
  }
  return { data: data.reverse(), hasMore: false };
}

/** The shortest run of rows that an index and the `created` range leave, and the conditions still to check. */
function slice(collection: Collection, conditions: readonly Condition[]) {
  const indexed = conditions.find((condition) => condition.equals !== undefined);
  const rows = indexed?.equals === undefined ? collection.live() : collection.where(indexed.name, indexed.equals);
  const created = conditions.find((condition) => condition.name === "created" && condition.range)?.range;
  return {
    rows,
    from: created && created.high < Infinity ? firstNotAfter(rows, created.high) : 0,
    to: created && created.low > -Infinity ? firstNotAfter(rows, created.low - 1) : rows.length,
    rest: conditions.filter((condition) => condition !== indexed),
  };
}

/** A cursor outside the filtered rows is as good as gone; only ranges may exclude it, as windows of time do. */
function keepsCursor(conditions: readonly Condition[], object: ApiObject): boolean {
  return conditions.every((condition) => condition.range !== undefined || condition.holds(object));
}

function resourceOf(object: ApiObject | undefined, collection: Collection, id: string): string {
  return object?.object ?? collection.live()[0]?.object ?? id.slice(0, Math.max(0, id.indexOf("_")));
}

/** How many rows a page has at most: 10 when not asked for, 100 at most. */
export function limitOf(parameters: FormMap): number {
  const value = parameters.get("limit");
  if (value === undefined || value === "") return 10;
  const limit = wholeNumber("limit", value);
  if (limit < 1) throw badParameter("limit", "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  if (limit > 100) throw badParameter("limit", "This value must be less than or equal to 100.", "parameter_invalid_integer");
  return limit;
}

function cursorOf(parameters: FormMap): { param: "starting_after" | "ending_before"; id: string } | undefined {
  const after = parameters.get("starting_after");
  const before = parameters.get("ending_before");
  if (after !== undefined && before !== undefined) {
    throw badParameter("ending_before", "Received both ending_before and starting_after parameters. Please pass in only one.");
  }
  if (after !== undefined) return { param: "starting_after", id: textOf(after, "starting_after") };
  return before === undefined ? undefined : { param: "ending_before", id: textOf(before, "ending_before") };
}
