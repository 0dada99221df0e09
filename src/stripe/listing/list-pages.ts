import { AppError } from "../../base/app-error";
import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import { isJsonObject, type JsonObject } from "../json-object";
import type { StripeRequest } from "../request";

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
    cursor = nextCursor(page, objects, { path: first.path, before: cursor });
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
function nextCursor(
  page: JsonObject,
  objects: readonly JsonObject[],
  { path, before }: { readonly path: string; readonly before: Cursor | null },
): Cursor | null {
  const next = page["next_page_url"];
  const hasToken = typeof next === "string";
  if (!hasToken && page["has_more"] !== true) return null;
  const value = hasToken ? new URL(next, "https://api.stripe.com").searchParams.get("page") : objects.at(-1)?.["id"];
  if (typeof value === "string" && value !== before?.[1]) return [hasToken ? "page" : "starting_after", value];
  throw new AppError("STRIPE_UNAVAILABLE", `The server has more of ${path}, but does not say where to go on.`, {
    hint: "Check the API root of the connection, or ask for fewer rows with a condition.",
  });
}
