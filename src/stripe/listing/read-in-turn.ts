import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import { type Cursor, readPage } from "./list-page";

/**
 * The objects of a list, page by page; a reader that stops pulling stops the requests. New objects land before the cursor of a
 * list that is newest first, so they neither shift nor repeat rows; no upper bound by our own clock is sent, because a clock
 * that is slow would hide the newest rows.
 */
export async function* readInTurn(
  client: StripeClient,
  request: StripeRequest,
  context: ReadContext,
): AsyncGenerator<readonly JsonObject[]> {
  let cursor: Cursor | null = null;
  do {
    const page = await readPage(client, { request, cursor }, context);
    if (page.objects.length > 0) yield page.objects;
    cursor = page.next;
  } while (cursor !== null);
}
