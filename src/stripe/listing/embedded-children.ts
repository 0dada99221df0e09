import type { ColumnPlan } from "../declare-columns";
import type { TablePlan } from "../declare-table";
import { isJsonObject, type JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import { entriesOf, requestOf } from "./embedded-lists";
import { listRequests, unfedParents } from "./list-requests";
import type { Listing } from "./listing";

/**
 * The list columns of a parent table that may show the rows of a nested one (`lines` of invoices those of `invoice_line_items`), so
 * that most parents need no request of their own. None when a column of the nested table has to be expanded.
 */
export function listColumns(parent: TablePlan, { plan, columns }: Pick<Listing, "plan" | "columns">): readonly ColumnPlan[] {
  if (columns.some(({ expand }) => expand !== undefined)) return [];
  const { name, path } = plan.catalog;
  return [...parent.columns.values()].filter(
    ({ column, source }) =>
      source.from === "value" && source.value.list && (path.endsWith(`/${column.name}`) || name.endsWith(`_${column.name}`)),
  );
}

/** The rows that a parent shows when they are all that a listing would find; a list tells the address by which it would be read. */
export function knownEntries(listing: Listing, parent: JsonObject): readonly JsonObject[] | null {
  const { plan, conditions, columns } = listing;
  if (unfedParents(plan, conditions).length > 0) return null;
  const [request, ...more] = listRequests(plan, conditions, columns);
  if (request === undefined || more.length > 0) return null;
  for (const list of Object.values(parent)) {
    if (!isJsonObject(list) || list["object"] !== "list" || list["has_more"] !== false) continue;
    const shown = requestOf(list);
    if (shown !== null && addressOf(shown) === addressOf(request)) return entriesOf(list);
  }
  return null;
}

function addressOf({ path, query }: StripeRequest): string {
  return JSON.stringify([path, query.map(([name, value]) => `${name}=${value}`).sort()]);
}
