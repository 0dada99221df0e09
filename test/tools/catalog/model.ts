import type { CatalogFilter, CatalogParent, ValueKind } from "../../../src/catalog/catalog-table";

/** A column before flattening: a value, a `group` (nested object) or an embedded `resource`. */
export type ColumnSource = {
  readonly name: string;
  readonly kind: ValueKind | "group" | "resource";
  readonly nullable: boolean;
  /** Resource put in place of the id when expanded. */
  readonly expandable?: string;
  /** Absent from lists unless asked for. */
  readonly includable?: true;
  /** A list object of which only the first page is embedded. */
  readonly list?: true;
  /** Members of a group, or of an embedded resource. */
  readonly members?: readonly ColumnSource[];
  /** Name of the embedded resource. */
  readonly resource?: string;
  /** Known values of an enumeration; the API may send others. */
  readonly values?: readonly string[];
};

/** A parameter of a list call. */
export type FilterSource = CatalogFilter & { readonly values?: readonly string[] };

/** A table as read from the SDK, named. */
export type TableSource = {
  readonly name: string;
  readonly kind: "list" | "singleton";
  readonly path: string;
  readonly retrievable: boolean;
  readonly resource: string;
  readonly parents: readonly CatalogParent[];
  readonly filters: readonly FilterSource[];
  readonly columns: readonly ColumnSource[];
  readonly pages: boolean;
  readonly newestFirst: boolean;
  readonly searchable: boolean;
};
