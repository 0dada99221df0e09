import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import type { TimeOf } from "./creation-time";
import { type Cursor, type ListPage, readPage } from "./list-page";
import { isCursorGone, mostRestarts } from "./missing";
import { takeBounds, withBounds } from "./windows/bounded-request";

export type PlainList = {
  readonly request: StripeRequest;
  /** `null` where the list does not filter by creation time. */
  readonly timeOf: TimeOf | null;
  /** The id to go on after. */
  readonly after?: string;
};

/** Where the list is to be asked next. */
type Position = {
  readonly request: StripeRequest;
  readonly cursor: Cursor | null;
  /** The oldest second that came. */
  readonly oldest: number | null;
  /** Times that the list began again without an older second coming. */
  readonly restarts: number;
};

/**
 * The objects of a list, page by page; a reader that stops pulling stops the requests. New objects land before the cursor of a
 * list that is newest first, so they neither shift nor repeat rows; no upper bound by our own clock is sent, because a clock
 * that is slow would hide the newest rows. When the cursor's object is gone, the list begins again, from the oldest second that
 * came or from its beginning, so that objects can come twice.
 */
export async function* readInTurn(client: StripeClient, list: PlainList, context: ReadContext): AsyncGenerator<readonly JsonObject[]> {
  const { request, after } = list;
  let position: Position = { request, cursor: after === undefined ? null : ["starting_after", after], oldest: null, restarts: 0 };
  for (;;) {
    const page = await pageAt(client, position, context);
    if (page === "cursorGone") {
      position = startAgain(position);
      continue;
    }
    if (page.objects.length > 0) yield page.objects;
    if (page.next === null) return;
    const last = page.objects.at(-1);
    const oldest = (last === undefined ? null : list.timeOf?.(last)) ?? position.oldest;
    const restarts = oldest === position.oldest ? position.restarts : 0;
    position = { ...position, cursor: page.next, oldest, restarts };
  }
}

async function pageAt(client: StripeClient, { restarts, ...at }: Position, context: ReadContext): Promise<ListPage | "cursorGone"> {
  try {
    return await readPage(client, at, context);
  } catch (failure) {
    if (at.cursor !== null && isCursorGone(failure) && restarts < mostRestarts) return "cursorGone";
    throw failure;
  }
}

function startAgain(position: Position): Position {
  const { request, bounds } = takeBounds(position.request);
  const to = position.oldest ?? bounds.to;
  return { ...position, request: withBounds(request, { from: bounds.from, to }), cursor: null, restarts: position.restarts + 1 };
}
