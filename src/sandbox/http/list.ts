import type { CatalogTable } from "../../catalog/catalog-table";
import type { Collection } from "../store/collection";
import type { Call } from "./call";
import { conditionsOf, type Condition } from "./filter";
import { expand, expandPaths } from "./expand";
import { plainValue, type FormMap } from "./form";
import { readPage, type Page } from "./page";
import { badParameter, noSuchObject, unknownParameters } from "./refusal";

const cursors = ["limit", "starting_after", "ending_before"];
const notFilters: ReadonlySet<string> = new Set([...cursors, "expand"]);

/** Answers `GET` of a v1 list. */
export function answerList(call: Call): unknown {
  const { route, database, parameters } = call;
  const { table } = route;
  refuseUnknown(parameters, [...table.filters.map((filter) => filter.name), ...(table.pages ? cursors : []), "expand"]);
  const collection = database.collection(table.resource);
  const shown = { name: "shown", holds: call.shows };
  const conditions = [...parentConditions(call), ...conditionsOf({ ...call, table, collection }), ...withoutClocks(call, collection), shown];
  const page = table.pages ? nextPage(call, collection, conditions) : readPage(collection, conditions, new Map([["limit", "100"]]));
  const body = { object: "list", data: page.data, has_more: page.hasMore, url: call.path };
  return expand(body, listPaths(parameters), call);
}

/**
 * One page of a list with cursors. A cursor that comes from another list than this one, of other filters, and whose time lies inside
 * the `created` window of this one, gives an empty page: others report that of Stripe, and a client must not rely on more.
 */
function nextPage({ path, database, parameters, cursors: log }: Call, collection: Collection, conditions: readonly Condition[]): Page {
  const filters = [...parameters].filter(([name]) => !notFilters.has(name)).sort(([left], [right]) => (left < right ? -1 : 1));
  const list = JSON.stringify([database.account, path, filters.map(([name, value]) => [name, plainValue(value)])]);
  const page = readPage(collection, conditions, parameters);
  const created = conditions.find(({ name, range }) => name === "created" && range);
  if (!created) return page;
  const cursor = parameters.get("starting_after");
  const after = typeof cursor === "string" ? collection.get(cursor) : undefined;
  if (after && created.holds(after) && !log.knows(list, after.id)) return { data: [], hasMore: false };
  const last = page.data.at(-1);
  if (last) log.note(list, last.id);
  return page;
}

/** What belongs to a test clock is listed only when it is asked for (https://docs.stripe.com/billing/testing/test-clocks). */
function withoutClocks({ route, parameters }: Call, collection: Collection): readonly Condition[] {
  const canHaveClock = route.table.columns.some(({ name }) => name === "test_clock");
  if (!canHaveClock || parameters.has("test_clock")) return [];
  return [{ name: "test_clock", holds: (object) => (collection.field(object, "test_clock") ?? null) === null }];
}

/** Refuses parameters that a call does not have. */
export function refuseUnknown(parameters: FormMap, allowed: readonly string[]): void {
  const [first, ...others] = [...parameters.keys()].filter((name) => !allowed.includes(name));
  if (first !== undefined) throw unknownParameters([first, ...others]);
}

/** In a list, expansions begin at its rows. */
function listPaths(parameters: FormMap): readonly (readonly string[])[] {
  const paths = expandPaths(parameters);
  for (const path of paths) {
    if (path[0] === "data") continue;
    const property = path.join(".");
    throw badParameter(
      "expand",
      `This property cannot be expanded (${property}). You may want to try expanding 'data.${property}' instead.`,
    );
  }
  return paths;
}

/** A nested list holds what belongs to the object in its path, which must exist. */
function parentConditions({ route, database }: Call): readonly Condition[] {
  return route.table.parents.map(({ parameter }) => {
    const id = route.placeholders.get(parameter) ?? "";
    if (!parentExists(route.table, id, database)) throw noSuchObject(parameter, id, { param: parameter, status: 404 });
    const collection = database.collection(route.table.resource);
    return { name: parameter, equals: id, holds: (object) => collection.field(object, parameter) === id };
  });
}

function parentExists(table: CatalogTable, id: string, database: Call["database"]): boolean {
  return table.resource.startsWith("v2.") || id === database.account || database.find(id) !== undefined;
}
