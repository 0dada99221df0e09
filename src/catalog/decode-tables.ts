import type { CatalogFilter, CatalogParent, CatalogTable } from "./catalog-table";
import { decodeColumns } from "./decode-columns";
import type { EncodedTable, EncodedTables } from "./encoding";
import { filterMarks } from "./encoding";

const filterPattern = /^([^!#%=~*&]+)([#%=~*&]?)(!?)$/;

const filterKindOfMark = new Map<string, CatalogFilter["kind"]>(
  Object.entries(filterMarks).map(([kind, mark]) => [mark, kind as CatalogFilter["kind"]]),
);

/** Unpacks the generated catalog. */
export function decodeTables(encoded: EncodedTables): CatalogTable[] {
  return encoded.tables.map((table) => decodeTable(table, encoded.resources));
}

function decodeTable(table: EncodedTable, resources: EncodedTables["resources"]): CatalogTable {
  const columns = decodeColumns(table.resource, resources);
  return {
    name: table.name,
    kind: table.singleton ? "singleton" : "list",
    api: table.path.startsWith("/v2/") ? "v2" : "v1",
    path: table.path,
    retrieve: retrievePath(table),
    resource: table.resource,
    parents: decodeParents(table),
    filters: (table.filters ?? "").split(" ").filter(Boolean).map(decodeFilter),
    columns,
    key: columns.some(({ name }) => name === "id") ? "id" : null,
    pages: !table.singleton && !table.onePage,
    newestFirst: table.newestFirst === 1,
    search: decodeSearch(table),
  };
}

function retrievePath({ path, noRetrieve, singleton }: EncodedTable): string | null {
  if (singleton) return path;
  return noRetrieve ? null : `${path}/{id}`;
}

function decodeParents({ path, parents = [] }: EncodedTable): CatalogParent[] {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = ""]) => parameter);
  return parameters.map((parameter, at) => ({ parameter, table: parents[at] ?? null }));
}

function decodeFilter(text: string): CatalogFilter {
  const [, name = text, mark = "", required = ""] = filterPattern.exec(text) ?? [];
  return { name, kind: filterKindOfMark.get(mark) ?? "text", ...(required ? { required: true } : {}) };
}

function decodeSearch({ path, search }: EncodedTable): CatalogTable["search"] {
  return search === undefined ? null : { path: `${path}/search`, fields: search.split(" ") };
}
