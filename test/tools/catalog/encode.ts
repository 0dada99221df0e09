import type { EncodedFilters, EncodedTable, EncodedTables } from "../../../src/catalog/encoding";
import { kindMarks, filterMarks } from "../../../src/catalog/encoding";
import type { ColumnSource, FilterSource, TableSource } from "./model";
import searchFields from "./search-fields.json";

const fieldsByTable: Readonly<Record<string, string>> = searchFields.fields;

/** Packs the tables in the form that `src/catalog` decodes; columns are written once for each resource. */
export function encodeTables(tables: readonly TableSource[], versions: { sdk: string; api: string }): EncodedTables {
  return { ...versions, resources: encodeResources(tables), tables: tables.map(encodeTable) };
}

function encodeTable(table: TableSource): EncodedTable {
  const search = table.searchable ? { search: fieldsByTable[table.name] ?? "" } : {};
  return {
    name: table.name,
    path: table.path,
    resource: table.resource,
    ...(table.filters.length > 0 ? { filters: encodeFilters(table.filters) } : {}),
    ...(table.parents.length > 0 ? { parents: table.parents.map((parent) => parent.table) } : {}),
    ...(table.kind === "singleton" ? { singleton: 1 } : {}),
    ...(table.kind === "list" && !table.pages ? { onePage: 1 } : {}),
    ...(table.retrievable || table.kind === "singleton" ? {} : { noRetrieve: 1 }),
    ...(table.newestFirst ? { newestFirst: 1 } : {}),
    ...search,
  };
}

function encodeFilters(filters: readonly FilterSource[]): EncodedFilters {
  return filters.map(({ name, kind, required }) => name + filterMarks[kind] + (required ? "!" : "")).join(" ");
}

/** A resource that is a table is written in full; one that is only embedded, as its members stand there. */
function encodeResources(tables: readonly TableSource[]): Record<string, string> {
  const resources = new Map<string, string>();
  for (const { resource, columns, name } of tables) {
    const text = encodeColumns(columns);
    if ((resources.get(resource) ?? text) !== text) throw new Error(`${name}: ${resource} has columns of its own`);
    resources.set(resource, text);
  }
  for (const { resource, members } of tables.flatMap(({ columns }) => columns)) {
    if (resource !== undefined && !resources.has(resource)) resources.set(resource, encodeColumns(members ?? []));
  }
  return Object.fromEntries([...resources].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function encodeColumns(columns: readonly ColumnSource[]): string {
  return columns.map(encodeColumn).join(",");
}

function encodeColumn(column: ColumnSource): string {
  const marks = (column.nullable ? "?" : "") + (column.includable ? "+" : "") + (column.list ? "*" : "");
  const { kind, expandable, members, resource } = column;
  if (kind === "resource") return `${column.name}${marks}@${resource ?? ""}`;
  if (kind === "group") return `${column.name}${marks}(${encodeColumns(members ?? [])})`;
  return column.name + kindMarks[kind] + marks + (expandable === undefined ? "" : `>${expandable}`);
}
