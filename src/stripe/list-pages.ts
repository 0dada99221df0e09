import { AppError } from "../base/app-error";
import type { ReadContext } from "../table/row-source";
import type { StripeClient } from "./client";
import { isJsonObject, type JsonObject } from "./json-object";
import type { StripeRequest } from "./request";

/**
 * The objects of a list, page by page; a reader that stops pulling stops the requests. New objects land before the cursor of a
 * list that is newest first, so they neither shift nor repeat rows; no upper bound by our own clock is sent, because a clock
 * that is slow would hide the newest rows.
 */
export async function* listPages(
  client: StripeClient,
  first: StripeRequest,
  context: ReadContext,
): AsyncGenerator<readonly JsonObject[]> {
  let cursor: Cursor | null = null;
  do {
    const page: JsonObject = await client.get(withCursor(first, cursor), context);
    const objects = pageObjects(page, first);
    if (objects.length > 0) yield objects;
    cursor = nextCursor(page, objects);
  } while (cursor !== null);
}

type Cursor = readonly [parameter: string, value: string];

function withCursor(request: StripeRequest, cursor: Cursor | null): StripeRequest {
  return cursor === null ? request : { ...request, query: [...request.query, cursor] };
}

function pageObjects(page: JsonObject, { path }: StripeRequest): readonly JsonObject[] {
  const data = page["data"];
  if (Array.isArray(data)) return data.filter(isJsonObject);
  throw new AppError("STRIPE_UNAVAILABLE", `The server does not answer like Stripe: ${path} is not a list.`, {
    hint: "Check the API root of the connection.",
  });
}

/** v1 goes on after the last id, v2 with the token of its next page. https://docs.stripe.com/api-v2-overview#list-pagination */
function nextCursor(page: JsonObject, objects: readonly JsonObject[]): Cursor | null {
  const next = page["next_page_url"];
  if (typeof next === "string") {
    const token = new URL(next, "https://api.stripe.com").searchParams.get("page");
    return token === null ? null : ["page", token];
  }
  const last = objects.at(-1)?.["id"];
  return page["has_more"] === true && typeof last === "string" ? ["starting_after", last] : null;
}
