import type { ReadContext } from "../../../table/row-source";
import type { StripeClient } from "../../client";
import type { StripeRequest } from "../../request";
import { type ListPage, readPage } from "../list-page";
import { isCursorGone, mostRestarts } from "../missing";
import { withBounds } from "./bounded-request";
import type { Window } from "./window";

/** What a window is asked of. */
export type WindowRequest = { readonly request: StripeRequest; readonly span: Window };

/** The next page of a window, or word that the object its cursor names is gone. @throws AppError the client's errors. */
export async function askWindow(
  client: StripeClient,
  { request, span }: WindowRequest,
  context: ReadContext,
): Promise<ListPage | "cursorGone"> {
  const cursor = span.cursor === null ? null : (["starting_after", span.cursor] as const);
  try {
    return await readPage(client, { request: withBounds(request, span.bounds), cursor }, context);
  } catch (failure) {
    if (cursor !== null && isCursorGone(failure) && span.restarts < mostRestarts) return "cursorGone";
    throw failure;
  }
}
