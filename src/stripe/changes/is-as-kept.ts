import { catalogApiVersion } from "../../catalog/catalog";
import type { CatalogColumn } from "../../catalog/catalog-table";
import type { ColumnPlan } from "../declare-columns";
import { valueAt } from "../decode-value";
import type { TablePlan } from "../declare-table";
import { isJsonObject, type JsonObject } from "../json-object";
import type { ChangedKey } from "./changed-keys";
import type { RawRow } from "./changes";

/** The columns that kept rows are compared by: those that every row has, and those that were asked for. */
export type Compared = { readonly plan: TablePlan; readonly columns: readonly ColumnPlan[] };

/**
 * Whether a kept row is what the last of its events shows, so that reading it again would tell nothing. After a listing on a
 * busy day that is so for nearly all events of the overlap.
 *
 * Events of one second have no order, so each of the last second must show the row. Objects are shown in the API version of
 * the account; only in the catalog's own version does a missing value mean the same in both.
 */
export function isAsKept({ events }: ChangedKey, row: RawRow, { plan, columns }: Compared): boolean {
  if (columns.some(({ expand }) => expand !== undefined)) return false;
  const compared = [...plan.catalog.columns.filter(isAlwaysThere), ...columns.flatMap(({ source }) => (source.from === "value" ? [source.value] : []))];
  const newest = Math.max(...events.map(({ created }) => created));
  return events
    .filter(({ created }) => created === newest)
    .every(({ object, apiVersion }) => apiVersion === catalogApiVersion && object !== null && shows(object, row, compared));
}

const isAlwaysThere = ({ kind, includable }: CatalogColumn): boolean => kind !== "json" && !includable;

function shows(object: JsonObject, row: RawRow, columns: readonly CatalogColumn[]): boolean {
  return columns.every(({ name, path }) => {
    const value = valueAt(object, path);
    const kept = row(name);
    return comparable(value) === comparable(kept) || (isJsonObject(value) && value["id"] === kept);
  });
}

function comparable(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : (value ?? null);
}
