import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import type { TimeOf } from "./creation-time";
import { type Cursor, type ListPage, readPage } from "./list-page";
import { isCursorGone, mostRestarts } from "./missing";
import { takeBounds, withBounds } from "./windows/bounded-request";
import { isNewestFirst } from "./windows/observe";

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
  /** The oldest second that came; all that is newer has come. `null` where that cannot be told. */
  readonly oldest: number | null;
  /** Whether all times so far came newest first. */
  readonly inOrder: boolean;
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
  const timeOf = list.timeOf ?? (() => null);
  const cursor = after === undefined ? null : (["starting_after", after] as const);
  let position: Position = { request, cursor, oldest: null, inOrder: true, restarts: 0 };
  for (;;) {
    const page = await pageAt(client, position, context);
    if (page === "cursorGone") {
      position = startAgain(position, list.request);
      continue;
    }
    if (page.objects.length > 0) yield page.objects;
    if (page.next === null) return;
    position = afterPage(position, { next: page.next, times: page.objects.map(timeOf) });
  }
}

type SeenPage = { readonly next: Cursor; readonly times: readonly (number | null)[] };

function afterPage(position: Position, { next, times }: SeenPage): Position {
  const inOrder = position.inOrder && isNewestFirst([position.oldest, ...times]);
  const oldest = inOrder ? (times.at(-1) ?? position.oldest) : null;
  return { ...position, cursor: next, oldest, inOrder, restarts: oldest === position.oldest ? position.restarts : 0 };
}

async function pageAt(client: StripeClient, { restarts, ...at }: Position, context: ReadContext): Promise<ListPage | "cursorGone"> {
  try {
    return await readPage(client, at, context);
  } catch (failure) {
    if (at.cursor !== null && isCursorGone(failure) && restarts < mostRestarts) return "cursorGone";
    throw failure;
  }
}

function startAgain(position: Position, original: StripeRequest): Position {
  const { request, bounds } = takeBounds(original);
  const to = position.oldest ?? bounds.to;
  return { ...position, request: withBounds(request, { from: bounds.from, to }), cursor: null, restarts: position.restarts + 1 };
}
