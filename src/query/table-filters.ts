import type { Column } from "../table/column";
import type { Filter, Table } from "../table/table";

/** The filters on a column that a listing takes. */
export function listedFilters(table: Table, column: Column): readonly Filter[] {
  return table.filters.filter((filter) => filter.column === column.name && !filter.searched);
}

/** The filters on a column that only a search takes. */
export function searchedFilters(table: Table, column: Column): readonly Filter[] {
  return table.filters.filter((filter) => filter.column === column.name && filter.searched);
}

/** Without it a listing is refused or takes many requests, so that even many values of it are worth a listing each. */
export function isNeeded({ required, eachOf }: Filter): boolean {
  return required === true || eachOf !== undefined;
}
