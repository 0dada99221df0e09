import { AppError } from "../../base/app-error";
import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import { isJsonObject, type JsonObject } from "../json-object";
import type { Parameter, StripeRequest } from "../request";

/** One reply of a list: its objects, and where the next one begins, or `null` at the end. */
export type ListPage = { readonly objects: readonly JsonObject[]; readonly next: Cursor | null };

/** The parameter that continues a list. */
export type Cursor = Parameter;

/** Reads the page of a list that begins at a cursor, or its first one. */
export async function readPage(
  client: StripeClient,
  { request, cursor }: { readonly request: StripeRequest; readonly cursor: Cursor | null },
  context: ReadContext,
): Promise<ListPage> {
  const reply = await client.get(cursor === null ? request : { ...request, query: [...request.query, cursor] }, context);
  const objects = objectsOf(reply, request);
  return { objects, next: nextCursor(reply, objects, { path: request.path, before: cursor }) };
}

function objectsOf(reply: JsonObject, { path }: StripeRequest): readonly JsonObject[] {
  const data = reply["data"];
  if (Array.isArray(data)) return data.filter(isJsonObject);
  throw new AppError("STRIPE_UNAVAILABLE", `The server does not answer like Stripe: ${path} is not a list.`, {
    hint: "Check the API root of the connection.",
  });
}

/** v1 goes on after the last id, v2 with the token of its next page. https://docs.stripe.com/api-v2-overview#list-pagination */
function nextCursor(
  reply: JsonObject,
  objects: readonly JsonObject[],
  { path, before }: { readonly path: string; readonly before: Cursor | null },
): Cursor | null {
  const next = reply["next_page_url"];
  const hasToken = typeof next === "string";
  if (!hasToken && reply["has_more"] !== true) return null;
  const value = hasToken ? new URL(next, "https://api.stripe.com").searchParams.get("page") : objects.at(-1)?.["id"];
  if (typeof value === "string" && value !== before?.[1]) return [hasToken ? "page" : "starting_after", value];
  throw new AppError("STRIPE_UNAVAILABLE", `The server has more of ${path}, but does not say where to go on.`, {
    hint: "Check the API root of the connection, or ask for fewer rows with a condition.",
  });
}
