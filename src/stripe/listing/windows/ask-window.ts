import type { ReadContext } from "../../../table/row-source";
import type { StripeClient } from "../../client";
import type { StripeRequest } from "../../request";
import { type ListPage, readPage } from "../list-page";
import { isCursorGone, mostRestarts } from "../missing";
import { withBounds } from "./bounded-request";
import type { Window } from "./window";

/** What a window is asked of. */
export type WindowRequest = { readonly request: StripeRequest; readonly window: Window };

/** The next page of a window, or word that the object its cursor names is gone. @throws AppError the client's errors. */
export async function askWindow(
  client: StripeClient,
  { request, window }: WindowRequest,
  context: ReadContext,
): Promise<ListPage | "cursorGone"> {
  const cursor = window.cursor === null ? null : (["starting_after", window.cursor] as const);
  try {
    return await readPage(client, { request: withBounds(request, window.bounds), cursor }, context);
  } catch (failure) {
    if (cursor !== null && isCursorGone(failure) && window.restarts < mostRestarts) return "cursorGone";
    throw failure;
  }
}
