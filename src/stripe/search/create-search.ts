import { AppError } from "../../base/app-error";
import type { Narrowing, ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { TablePlan } from "../declare-table";
import { isRefused } from "../is-refused";
import { isJsonObject, type JsonObject } from "../json-object";
import { completeLists } from "../listing/embedded-lists";
import type { ListedPage, Listing } from "../listing/listing";
import type { StripeRequest } from "../request";
import { searchQueryOf } from "./search-query";

/**
 * Finds the objects of a listing by Stripe's search, where that pays; `null`: list them. The objects come newest first where
 * the table promises it, with embedded lists read to their end. Every answer is told to be partial: the index lags behind, so
 * that rows may be missing.
 * @throws AppError the client's errors, save those that the list may not have.
 */
export type Search = (listing: Listing, narrowing: Narrowing, context: ReadContext) => Promise<ListedPage | null>;

const pageSize = 100;
/** Pages of a search follow one another, those of a list are read in parallel: what is longer is listed. */
const mostPages = 20;

/** Makes a {@link Search}. https://docs.stripe.com/search */
export function createSearch(client: StripeClient): Search {
  return async (listing, narrowing, context) => {
    if (isRefresh(context)) return null;
    const query = searchQueryOf(listing.plan, listing.conditions, narrowing);
    const request = query === null ? null : searchRequest(listing, query);
    const found = request === null ? null : await searchOrNull(client, request, context);
    if (found === null) return null;
    context.onPartial?.({
      code: "SEARCH_LAG",
      message: `${listing.plan.table.name} came from Stripe's search: rows changed in the last minutes may be missing, as the search index may lag.`,
    });
    const objects = await completeLists(client, { columns: listing.columns, objects: found }, context);
    return { objects: newestFirst(listing.plan, objects), asked: {} };
  };
}

/** Who asks for what is true now gets it from the list. */
function isRefresh({ freshness }: ReadContext): boolean {
  return freshness === undefined || freshness.maxAgeMs === 0 || freshness.reload === true;
}

function searchRequest({ plan, columns }: Listing, query: string): StripeRequest | null {
  if (plan.search === null) return null;
  const expand = [...new Set(columns.flatMap((column) => (column.expand === undefined ? [] : [`data.${column.expand}`])))];
  return {
    path: plan.search.path,
    endpoint: plan.search.path,
    query: [
      ["query", query],
      ["limit", String(pageSize)],
      ...["total_count", ...expand].map((name) => ["expand[]", name] as const),
    ],
  };
}

/** Accounts in some countries have no search, and a key may lack its permission; what else is wrong, the list will tell. */
async function searchOrNull(client: StripeClient, request: StripeRequest, context: ReadContext): Promise<readonly JsonObject[] | null> {
  try {
    return await readPages(client, request, context);
  } catch (failure) {
    if (isRefused(failure)) return null;
    throw failure;
  }
}

/** Every object that was found, or `null` when there are too many. */
async function readPages(client: StripeClient, request: StripeRequest, context: ReadContext): Promise<readonly JsonObject[] | null> {
  const found = new Map<unknown, JsonObject>();
  let next: string | null = null;
  for (let pages = 0; pages < mostPages; pages++) {
    const reply: JsonObject = await client.get(next === null ? request : { ...request, query: [...request.query, ["page", next]] }, context);
    const total = reply["total_count"];
    if (typeof total === "number" && total > mostPages * pageSize) return null;
    for (const object of objectsOf(reply, request)) found.set(object["id"], object);
    if (reply["has_more"] !== true) return [...found.values()];
    const page = reply["next_page"];
    if (typeof page !== "string") return null;
    next = page;
  }
  return null;
}

function objectsOf(reply: JsonObject, { path }: StripeRequest): readonly JsonObject[] {
  const data = reply["data"];
  if (Array.isArray(data)) return data.filter(isJsonObject);
  throw new AppError("STRIPE_UNAVAILABLE", `The server does not answer like Stripe: ${path} has no result.`, {
    hint: "Check the API root of the connection.",
  });
}

/** By the text that SQL sees, as the order of the table is that of the texts. */
function newestFirst({ table, columns }: TablePlan, objects: readonly JsonObject[]): readonly JsonObject[] {
  const created = table.newestFirst === null ? undefined : columns.get(table.newestFirst);
  if (created === undefined) return objects;
  const dated = objects.map((object) => ({ object, text: String(created.read({ object, asked: {} })) }));
  return dated.sort((a, b) => (a.text < b.text ? 1 : a.text > b.text ? -1 : 0)).map(({ object }) => object);
}
