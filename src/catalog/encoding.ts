import type { CatalogFilter, ValueKind } from "./catalog-table";

/**
 * The packed form of the generated catalog.
 *
 * Columns of a resource are one text: `name`, a kind mark, then `?` nullable, `+` only when asked for, `*` a list of which
 * one page is embedded, `>resource` expandable; `name(…)` is a nested object, `name@resource` an embedded resource.
 */
export type EncodedTables = {
  readonly sdk: string;
  readonly api: string;
  readonly resources: Readonly<Record<string, string>>;
  readonly tables: readonly EncodedTable[];
};

/** `created~ customer status=!`: name, kind mark, `!` where required. */
export type EncodedFilters = string;

export type EncodedTable = {
  readonly name: string;
  readonly path: string;
  readonly resource: string;
  readonly filters?: EncodedFilters;
  /** One for each placeholder of the path, in order. */
  readonly parents?: readonly (string | null)[];
  readonly singleton?: number;
  readonly onePage?: number;
  readonly noRetrieve?: number;
  readonly newestFirst?: number;
  /** `field:mark` of the Search API. */
  readonly search?: string;
};

export const kindMarks: Readonly<Record<ValueKind, string>> = {
  text: "",
  integer: "#",
  number: "%",
  boolean: "!",
  timestamp: "~",
  money: "$",
  json: "&",
};

export const filterMarks: Readonly<Record<CatalogFilter["kind"], string>> = {
  text: "",
  number: "#",
  boolean: "%",
  enum: "=",
  range: "~",
  list: "*",
  object: "&",
};
