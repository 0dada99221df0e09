import type { TableRefresh } from "../../catalog/table-refresh";
import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import { readObject } from "../listing/read-object";
import { runBounded } from "../listing/run-bounded";
import { type ChangeEvent, readChangeEvent } from "./change-event";
import { type ChangedKey, changedKeys } from "./changed-keys";
import type { ChangeMark, Changes, KnownRows, RawRow } from "./changes";
import { isAsKept } from "./is-as-kept";
import { listEvents } from "./list-events";
import { overlapSeconds } from "./overlap";
import { reasons } from "./reasons";

/** A table that events follow, and up to where they were read. */
export type Followed = {
  readonly known: KnownRows;
  readonly mark: ChangeMark;
  readonly refresh: Extract<TableRefresh, { kind: "events" }>;
  /** This side's clock, milliseconds. */
  readonly now: number;
};

/** Requests at once; the client paces them. */
const atOnce = 20;

/**
 * The rows that events tell of are read again, so that they are as they are now, in our API version and with what the columns
 * need expanded.
 * @throws AppError the client's errors.
 */
export async function readFollowed(
  client: StripeClient,
  { events, ...followed }: Followed & { readonly events: readonly ChangeEvent[] },
  context: ReadContext,
): Promise<Changes> {
  const { known, mark, refresh } = followed;
  const changed = changedKeys(events, { settled: mark.settled, deletions: refresh.deletions });
  const kept = keptRows(known, new Set(changed.map(({ key }) => key)));
  const deleted = changed.filter((one) => one.deleted);
  const stale = changed.filter((one) => !one.deleted && !isCurrent(one, kept.get(one.key), known));
  if (known.plan.table.unlisted && stale.some(({ key }) => !kept.has(key))) return { kind: "reload", why: reasons.newcomers };
  if (stale.length > known.listRequests) return { kind: "reload", why: reasons.manyChanges(stale.length) };
  const read = await readAgain(client, { known, keys: stale.map(({ key }) => key) }, context);
  const missing = stale.filter((_, index) => read[index] === null);
  return {
    kind: "changes",
    objects: read.filter((object): object is JsonObject => object !== null && isListed(object, kept)),
    gone: [...deleted, ...missing].map(({ key }) => key),
    mark: nextMark(followed, events, new Set(missing.flatMap((one) => one.events.map(({ id }) => id)))),
  };
}

/**
 * The events since the mark; `null` as soon as they take more requests than listing the rows again.
 * @throws AppError the client's errors.
 */
export async function eventsSince(
  client: StripeClient,
  { known, mark, refresh }: Followed,
  context: ReadContext,
): Promise<readonly ChangeEvent[] | null> {
  const since = mark.newest === null ? null : mark.newest - overlapSeconds;
  const events: ChangeEvent[] = [];
  let pages = 0;
  for await (const page of listEvents(client, { types: [...refresh.keyField.keys()], since }, context)) {
    events.push(...page.flatMap((object) => readChangeEvent(object, refresh.keyField) ?? []));
    if (++pages > known.listRequests) return null;
  }
  return events;
}

function keptRows({ plan, rows }: KnownRows, keys: ReadonlySet<string>): ReadonlyMap<string, RawRow> {
  const kept = new Map<string, RawRow>();
  const { key } = plan.catalog;
  if (keys.size === 0 || key === null) return kept;
  for (const row of rows()) {
    const value = row(key);
    if (typeof value === "string" && keys.has(value)) kept.set(value, row);
  }
  return kept;
}

function isCurrent(changed: ChangedKey, row: RawRow | undefined, known: KnownRows): boolean {
  return row !== undefined && isAsKept(changed, row, known);
}

function readAgain(
  client: StripeClient,
  { known, keys }: { readonly known: KnownRows; readonly keys: readonly string[] },
  context: ReadContext,
): Promise<readonly (JsonObject | null)[]> {
  const { plan, columns } = known;
  const work = (key: string, signal: AbortSignal): Promise<JsonObject | null> =>
    readObject(client, { plan, key, columns }, { ...context, signal });
  return runBounded({ items: keys, atOnce, work }, context.signal);
}

/** Lists leave the objects of test clocks out. https://docs.stripe.com/billing/testing/test-clocks */
function isListed(object: JsonObject, kept: ReadonlyMap<string, RawRow>): boolean {
  const { id, test_clock: clock } = object;
  return (clock ?? null) === null || (typeof id === "string" && kept.has(id));
}

/**
 * An object that an event tells of and that cannot be read is gone, or not to be seen yet: its events are not settled, so that
 * it is asked for again.
 */
function nextMark({ mark, now }: Followed, events: readonly ChangeEvent[], unsettled: ReadonlySet<string>): ChangeMark {
  const newest = events.reduce<number | null>((last, { created }) => Math.max(last ?? created, created), mark.newest);
  const settled = events.filter(({ id, created }) => newest !== null && created >= newest - overlapSeconds && !unsettled.has(id));
  return { newest, settled: new Set(settled.map(({ id }) => id)), takenAt: now };
}
