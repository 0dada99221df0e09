import { findCatalogTable } from "../catalog/catalog";
import type { CatalogTable, TableJudgement } from "../catalog/catalog-table";
import { judgementOf } from "../catalog/judgement";
import type { Table } from "../table/table";
import { type ColumnPlan, type ColumnTools, declareColumns } from "./declare-columns";
import { declareFilters, type FilterPlan } from "./declare-filters";
import { parentTables } from "./declare-parents";
import { declareSearch, searchedFilters, type SearchPlan } from "./search/declare-search";
import type { TimeZone } from "./time-zone";

/** A table as the engine sees it, with all that is needed to read it. */
export type TablePlan = {
  readonly table: Table;
  readonly catalog: CatalogTable;
  readonly columns: ReadonlyMap<string, ColumnPlan>;
  readonly filters: readonly FilterPlan[];
  /** Parameter sets that together list every row; see {@link TableJudgement.listWith}. */
  readonly listWith: readonly Readonly<Record<string, string>>[];
  /** Where an object has its creation time, Unix seconds, when the list filters by it and comes newest first; `null` otherwise. */
  readonly createdPath: readonly string[] | null;
  /** The table whose keys a condition on this column takes; the list needs one of them. */
  readonly parentOf: (column: string) => TablePlan | undefined;
  /** What its search takes; `null` where there is none, or where it is not allowed. */
  readonly search: SearchPlan | null;
};

/** What tables are declared with; one for all tables of a connection. */
export type TableTools = ColumnTools & {
  readonly zone: TimeZone;
  /** Conditions that only Stripe's search takes are offered too. */
  readonly search?: true;
};

/** Makes the engine's declaration of a table from what the catalog and the judgement say. */
export function declareTable(catalog: CatalogTable, judgement: TableJudgement, tools: TableTools): TablePlan {
  const columns = declareColumns(catalog, tools);
  const names = new Set(columns.map(({ column }) => column.name));
  const createdColumn = judgement.createdColumn ?? "created";
  const filters = declareFilters(catalog, { zone: tools.zone, createdColumn }).filter(({ filter }) => names.has(filter.column));
  const listWith = judgement.listWith ?? [];
  const path = createdPath(catalog, createdColumn);
  const isOneList = listWith.length <= 1 && catalog.parents.length === 0 && filters.every(({ filter }) => filter.eachOf === undefined);
  const search = tools.search ? declareSearch(catalog, tools.zone) : null;
  return {
    catalog,
    filters,
    listWith,
    createdPath: path,
    parentOf: (column) => parentOf(catalog, column, tools),
    search,
    columns: new Map(columns.map((plan) => [plan.column.name, plan])),
    table: {
      name: catalog.name,
      doc: judgement.doc,
      key: keyOf(catalog),
      columns: columns.map(({ column }) => column),
      filters: [...filters.map(({ filter }) => filter), ...(search === null ? [] : searchedFilters(search, filters))],
      newestFirst: isOneList && path !== null ? createdColumn : null,
      ...(judgement.unlisted ? { unlisted: true } : {}),
      defaultColumns: judgement.defaultColumns.filter((name) => names.has(name)),
    },
  };
}

/**
 * A key that reads a row by itself: paths with a parent need more than the key, and so do rows with a column that repeats what
 * their list was asked for.
 */
function keyOf({ key, retrieve, filters, columns }: CatalogTable): string | null {
  if (retrieve === null || !/^[^{]*\{\w+\}$/.test(retrieve)) return null;
  const tellsAll = filters.every(({ name, required }) => !required || columns.some((column) => column.name === name));
  return tellsAll ? key : null;
}

function parentOf(catalog: CatalogTable, column: string, tools: TableTools): TablePlan | undefined {
  const parent = findCatalogTable(parentTables(catalog).get(column) ?? "");
  return parent && declareTable(parent, judgementOf(parent), tools);
}

/**
 * Lists come in reverse order of creation (https://docs.stripe.com/api/pagination); we rely on it for those of v1 that filter by
 * `created`.
 */
function createdPath({ api, kind, pages, key, filters, columns }: CatalogTable, createdColumn: string): readonly string[] | null {
  const isFiltered = filters.some(({ name, kind: of }) => name === "created" && of === "range");
  const column = columns.find(({ name, kind: of }) => name === createdColumn && of === "timestamp");
  return api === "v1" && kind === "list" && pages && key === "id" && isFiltered ? (column?.path ?? null) : null;
}
