import { catalogTables } from "../../catalog/catalog";
import type { CatalogTable } from "../../catalog/catalog-table";

/** What an address means: a table's list, a search in it, one of its objects, or a singleton. */
export type Route = {
  readonly kind: "list" | "search" | "retrieve" | "singleton";
  readonly table: CatalogTable;
  /** Template, such as `/v1/invoices/{invoice}/lines`. */
  readonly path: string;
};

export type RouteMatch = Route & { readonly placeholders: ReadonlyMap<string, string> };

/** Nested lists that objects still link to although the SDK no longer calls them. */
const linkedLists = [
  { table: "refunds", path: "/v1/charges/{charge}/refunds", parent: { parameter: "charge", table: "charges" } },
  { table: "subscriptions", path: "/v1/customers/{customer}/subscriptions", parent: { parameter: "customer", table: "customers" } },
] as const;

let known: ReadonlyMap<number, readonly Route[]> | undefined;

/** Finds what a path addresses; literal segments win over placeholders. */
export function matchRoute(path: string): RouteMatch | undefined {
  const segments = path.split("/");
  known ??= routesByLength();
  const matches = (known.get(segments.length) ?? []).flatMap((route) => {
    const placeholders = matchTemplate(route.path.split("/"), segments);
    return placeholders ? [{ ...route, placeholders }] : [];
  });
  return matches.reduce<RouteMatch | undefined>(
    (best, match) => (best && best.placeholders.size <= match.placeholders.size ? best : match),
    undefined,
  );
}

function matchTemplate(template: readonly string[], segments: readonly string[]): Map<string, string> | undefined {
  const placeholders = new Map<string, string>();
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) {
      if (segment === "") return undefined;
      placeholders.set(part.slice(1, -1), segment);
    } else if (part !== segment) return undefined;
  }
  return placeholders;
}

function routesByLength(): ReadonlyMap<number, readonly Route[]> {
  const tables = catalogTables();
  const routes = [...tables.flatMap(routesOf), ...linkedLists.flatMap((linked) => linkedRoute(tables, linked))];
  const byLength = new Map<number, Route[]>();
  for (const route of routes) {
    const length = route.path.split("/").length;
    byLength.set(length, [...(byLength.get(length) ?? []), route]);
  }
  return byLength;
}

function routesOf(table: CatalogTable): readonly Route[] {
  if (table.kind === "singleton") return [{ kind: "singleton", table, path: table.path }];
  const list: Route = { kind: "list", table, path: table.path };
  const search: readonly Route[] = table.search === null ? [] : [{ kind: "search", table, path: table.search.path }];
  return [list, ...search, ...(table.retrieve === null ? [] : [{ kind: "retrieve", table, path: table.retrieve } as const])];
}

function linkedRoute(tables: readonly CatalogTable[], linked: (typeof linkedLists)[number]): readonly Route[] {
  return tables
    .filter((table) => table.name === linked.table)
    .map((table) => ({ kind: "list", path: linked.path, table: { ...table, path: linked.path, parents: [linked.parent] } }));
}
