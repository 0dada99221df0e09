import type { CatalogTable } from "../../catalog/catalog-table";
import type { Call } from "./call";
import { conditionsOf, type Condition } from "./filter";
import { expand, expandPaths } from "./expand";
import type { FormMap } from "./form";
import { readPage } from "./page";
import { badParameter, noSuchObject, unknownParameters } from "./refusal";

const cursors = ["limit", "starting_after", "ending_before"];

/** Answers `GET` of a v1 list. */
export function answerList(call: Call): unknown {
  const { route, database, parameters } = call;
  const { table } = route;
  refuseUnknown(parameters, [...table.filters.map((filter) => filter.name), ...(table.pages ? cursors : []), "expand"]);
  const collection = database.collection(table.resource);
  const conditions = [...parentConditions(call), ...conditionsOf({ ...call, table, collection })];
  const page = table.pages ? readPage(collection, conditions, parameters) : readPage(collection, conditions, new Map([["limit", "100"]]));
  const body = { object: "list", data: page.data, has_more: page.hasMore, url: call.path };
  return expand(body, listPaths(parameters), call);
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
