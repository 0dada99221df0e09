import type { CatalogColumn, CatalogTable } from "../../catalog/catalog-table";
import type { Filter } from "../../table/table";
import type { FilterPlan } from "../declare-filters";
import type { TimeZone } from "../time-zone";

/** A column that the search takes conditions on. */
export type SearchField = {
  readonly column: string;
  /** Its name in the search language. */
  readonly field: string;
  /** `text` is found by parts as well; `token` only as a whole. */
  readonly kind: "text" | "token" | "boolean" | "number" | "time";
};

/** What a table's search takes. */
export type SearchPlan = {
  readonly path: string;
  readonly fields: readonly SearchField[];
  /** Whether it takes `metadata["key"]:"value"`. */
  readonly metadata: boolean;
  readonly zone: TimeZone;
};

/** What the catalog says of a table's search, `null` where it has none. Fields without a column of their own are left out. */
export function declareSearch({ api, search, parents, columns }: CatalogTable, zone: TimeZone): SearchPlan | null {
  if (search === null || api !== "v1" || parents.length > 0) return null;
  const marked = search.fields.map(decodeField);
  const fields = marked.flatMap(({ field, mark }) => {
    const column = columns.find(({ name, path }) => name === field || path.join(".") === field);
    const kind = column === undefined ? null : kindOf(column, mark);
    return column === undefined || kind === null ? [] : [{ column: column.name, field, kind }];
  });
  return { path: search.path, fields, metadata: marked.some(({ field }) => field === "metadata"), zone };
}

/** The conditions that only the search takes, for the engine to hand over. A list that takes a range takes one value too. */
export function searchedFilters({ fields, metadata }: SearchPlan, taken: readonly FilterPlan[]): readonly Filter[] {
  const isTaken = ({ column, kind }: Filter): boolean =>
    taken.some(({ filter }) => filter.column === column && (filter.kind === kind || (kind === "equal" && filter.kind === "range")));
  const filters = fields.flatMap(({ column, kind }): Filter[] => [
    { column, kind: "equal", searched: true },
    ...(kind === "number" || kind === "time" ? [{ column, kind: "range", searched: true } as const] : []),
    ...(kind === "text" ? [{ column, kind: "contains", searched: true } as const] : []),
  ]);
  const open = filters.filter((filter) => !isTaken(filter));
  return metadata ? [...open, { column: "metadata", kind: "equal", searched: true }] : open;
}

/** `email:s`: a name and whether it is a string, a number or a token. */
function decodeField(text: string): { readonly field: string; readonly mark: string } {
  const at = text.lastIndexOf(":");
  return { field: text.slice(0, at), mark: text.slice(at + 1) };
}

function kindOf({ kind, includable }: CatalogColumn, mark: string): SearchField["kind"] | null {
  if (includable) return null;
  if (kind === "timestamp") return mark === "n" ? "time" : null;
  if (kind === "money" || kind === "integer") return mark === "n" ? "number" : null;
  if (kind === "boolean") return "boolean";
  if (kind === "text" && mark !== "n") return mark === "s" ? "text" : "token";
  return null;
}
