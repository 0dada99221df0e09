import type { NumberRange, ReadContext } from "../../../table/row-source";
import type { StripeClient } from "../../client";
import type { JsonObject } from "../../json-object";
import type { StripeRequest } from "../../request";
import type { TimeOf } from "../creation-time";
import type { ListPage } from "../list-page";
import { createTaskGroup } from "../task-group";
import { askWindow } from "./ask-window";
import { takeBounds } from "./bounded-request";
import { expectedRequests } from "./expected-requests";
import { observeLostCursor, observePage } from "./observe";
import { createShelves, type Filled, type Shelves } from "./shelves";
import { spread } from "./spread";
import { createUnsent } from "./unsent";
import { beginProgress, mustReadAgain, type Progress, type Window } from "./window";

type Objects = readonly JsonObject[];

/** A list by creation time, and what becomes of its objects. */
export type DatedList<T> = {
  readonly request: StripeRequest;
  readonly timeOf: TimeOf;
  /** Called with the objects of every reply at once, in the order of arrival; gives what is to be delivered for them. */
  readonly accept: (objects: Objects, context: ReadContext) => Promise<T>;
  /** Called after every reply with what the list takes in all. */
  readonly tell: (requests: NumberRange) => void;
};

/** `disordered`: rows did not come newest first, so that some may be missing. */
export type Outcome = "complete" | "disordered";

/** Windows under way at once; what the client lets through at once is below it. */
const mostWindows = 32;

/**
 * Reads a list in several windows of creation time at once and yields what became of its objects newest first. A failure in one window aborts
 * the others, and so does a reader that leaves.
 */
export async function* readWindows<T>(client: StripeClient, list: DatedList<T>, context: ReadContext): AsyncGenerator<T, Outcome> {
  const { request, bounds } = takeBounds(list.request);
  const group = createTaskGroup(context.signal);
  const shelves = createShelves<T>();
  const asking = new Set<number>();
  const unsent = createUnsent(goOn);
  let progress = beginProgress(bounds);

  /** While a request waits for its turn, another window would only add pages that are not full. */
  function widen(): void {
    const live = progress.windows.filter(({ done }) => !done).length;
    if (unsent.count() === 0) progress = spread(progress, Math.min(mostWindows, live + 1));
  }

  function goOn(): void {
    widen();
    list.tell(expectedRequests(progress));
    if (mustReadAgain(progress)) return;
    const idle = progress.windows.filter(({ id, done }) => !done && !asking.has(id));
    for (const span of idle) group.start((signal) => ask(span, { ...context, signal }));
  }

  async function ask(span: Window, reading: ReadContext): Promise<void> {
    asking.add(span.id);
    const page = await unsent.track((context) => askWindow(client, { request, span }, context), reading);
    asking.delete(span.id);
    const taken = takeIn(progress, span.id, { page, timeOf: list.timeOf });
    progress = taken.progress;
    const put = shelves.reserve(span.id);
    const accepted = list.accept(taken.objects, reading);
    goOn();
    put(await accepted);
  }

  try {
    goOn();
    for (;;) {
      for (let page = nextPage(progress, shelves); page !== null; page = nextPage(progress, shelves)) yield page.item;
      const isOver = asking.size === 0 && progress.windows.every(({ id }) => shelves.isEmpty(id));
      if (isOver) return mustReadAgain(progress) ? "disordered" : "complete";
      await group.changed();
    }
  } finally {
    group.end();
  }
}

type Reply = { readonly page: ListPage | "cursorGone"; readonly timeOf: TimeOf };

/** The progress after a reply, and its objects that belong to the window as it is by now: it may end earlier than when it was asked. */
function takeIn(progress: Progress, id: number, { page, timeOf }: Reply): { readonly progress: Progress; readonly objects: Objects } {
  const span = progress.windows.find((one) => one.id === id);
  if (span === undefined) throw new Error(`no window ${id}`);
  if (page === "cursorGone") return { progress: observeLostCursor(progress, span), objects: [] };
  const seen = { times: page.objects.map(timeOf), next: page.next?.[1] ?? null };
  const { progress: after, kept } = observePage(progress, span, seen);
  return { progress: after, objects: page.objects.slice(0, kept) };
}

/** The next page of the newest window that is not delivered; without an order to keep, of any. */
function nextPage<T>(progress: Progress, shelves: Shelves<T>): Filled<T> | null {
  for (const { id, done } of progress.windows) {
    const page = shelves.take(id);
    if (page !== null) return page;
    const mustWait = !done || !shelves.isEmpty(id);
    if (mustWait && !mustReadAgain(progress)) return null;
  }
  return null;
}
