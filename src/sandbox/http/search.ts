import type { ApiObject } from "../api-object";
import { createRandom } from "../company/random";
import { compileQuery } from "../search/compile-query";
import { parseSearchQuery } from "../search/parse-query";
import { firstBehind, type Place } from "../store/ordered-rows";
import type { Call } from "./call";
import { expand, expandPaths } from "./expand";
import { textOf, type FormMap } from "./form";
import { refuseUnknown } from "./list";
import { limitOf } from "./page";
import { badParameter, missingParameter } from "./refusal";

const parameters = ["query", "limit", "page", "expand"];

/** Answers `GET` of a search: filters what the index holds, which may be of a while ago, and shows the objects as they are now. */
export function answerSearch(call: Call): unknown {
  refuseUnknown(call.parameters, parameters);
  const query = queryOf(call.parameters);
  const { table } = call.route;
  const matches = compileQuery(parseSearchQuery(query), table);
  const collection = call.database.collection(table.resource);
  const rows = collection.live();
  const indexed = (row: ApiObject): ApiObject | undefined => (call.shows(row) ? call.indexed(row) : undefined);
  const found = (row: ApiObject): boolean => {
    const then = indexed(row);
    return then !== undefined && matches(then);
  };
  const limit = limitOf(call.parameters);
  const from = startOf(call.parameters, query);
  const page = take(from === null ? rows : rows.slice(firstBehind(rows, from, (row) => collection.placeOf(row))), found, limit);
  const last = page.data.at(-1);
  const place = page.hasMore && last ? collection.placeOf(last) : undefined;
  const wishes = expandPaths(call.parameters);
  const body = {
    object: "search_result",
    data: page.data,
    has_more: page.hasMore,
    next_page: place ? pageToken(place, query) : null,
    url: call.path,
    ...(wishes.some(isTotalCount) ? { total_count: rows.filter(found).length } : {}),
  };
  return expand(body, wishes.filter((path) => !isTotalCount(path)), call);
}

function isTotalCount(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === "total_count";
}

function queryOf(given: FormMap): string {
  const query = given.get("query");
  if (query === undefined || query === "") throw missingParameter("query");
  return textOf(query, "query");
}

function take(rows: readonly ApiObject[], keeps: (row: ApiObject) => boolean, limit: number) {
  const data: ApiObject[] = [];
  for (const row of rows) {
    if (!keeps(row)) continue;
    if (data.length === limit) return { data, hasMore: true };
    data.push(row);
  }
  return { data, hasMore: false };
}

/** The token names the last row of a page by its place, which stays when the row goes, and the query, which must be the same. */
function pageToken({ time, rank }: Place, query: string): string {
  return `${time}-${rank}-${createRandom(0).fork(query).text(12)}`;
}

function startOf(given: FormMap, query: string): Place | null {
  const page = textOf(given.get("page") ?? "", "page");
  if (page === "") return null;
  const [time = "", rank = ""] = page.split("-");
  const place = { time: Number(time), rank: Number(rank) };
  if (pageToken(place, query) !== page) throw badParameter("page", "The page token is not valid for this query.");
  return place;
}
