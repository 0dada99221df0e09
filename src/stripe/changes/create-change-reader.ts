import { AppError } from "../../base/app-error";
import { refreshOf } from "../../catalog/table-refresh";
import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import { isRefused } from "../is-refused";
import type { ReadListing } from "../listing/listing";
import type { ChangeMark, ChangeReader, Changes, KnownRows } from "./changes";
import { newestEventTime } from "./list-events";
import { readAppended } from "./read-appended";
import { eventsSince, type Followed, readFollowed } from "./read-followed";
import { reasons } from "./reasons";

export type ChangeReaderOptions = {
  readonly client: StripeClient;
  readonly list: ReadListing;
  /** This side's clock, milliseconds since 1970 UTC. It may be wrong: only differences of it count. */
  readonly now: () => number;
};

/** Stripe lists events for 30 days; some room is left for clocks and time zones. https://docs.stripe.com/api/events/list */
const mostMilliseconds = 25 * 86_400_000;

/** Permissions of a key are changed by hand, so now and then it is worth asking again. */
const patienceMs = 3_600_000;

/** Why events could not be read, and when to ask again. */
type Obstacle = { readonly why: string; readonly askedAt: number; readonly patienceMs: number };

/** Makes a {@link ChangeReader}; one for a connection. */
export function createChangeReader({ client, list, now }: ChangeReaderOptions): ChangeReader {
  let obstacle: Obstacle | null = null;

  function stumble(failure: AppError): Obstacle {
    const forbidden = failure.code === "FORBIDDEN";
    obstacle = { why: reasons.unreadable(failure.message), askedAt: now(), patienceMs: forbidden ? patienceMs : 0 };
    return obstacle;
  }

  async function markByEvents(began: number, context: ReadContext): Promise<ChangeMark | null> {
    if (obstacle !== null && now() - obstacle.askedAt < obstacle.patienceMs) return null;
    try {
      const seen = await newestEventTime(client, context);
      obstacle = null;
      return { newest: seen === null ? null : seen - secondsSince(began), settled: new Set(), takenAt: began };
    } catch (thrown) {
      const failure = AppError.from(thrown);
      if (failure.code === "CANCELLED" || failure.code === "REAUTH_REQUIRED") throw failure;
      stumble(failure);
      return null;
    }
  }

  /** Events that came since may be newer than those of the moment meant, by so much at most. */
  function secondsSince(began: number): number {
    return Math.max(0, Math.ceil((now() - began) / 1_000));
  }

  async function readByEvents(known: KnownRows, refresh: Followed["refresh"], context: ReadContext): Promise<Changes> {
    const { mark } = known;
    const silent = known.columns.find(({ expand }) => expand !== undefined && !refresh.including.has(expand));
    if (silent !== undefined) return reload(reasons.unannounced(silent.column.name));
    if (mark === null) return reload(obstacle?.why ?? reasons.noMark);
    if (now() - mark.takenAt > mostMilliseconds) return reload(reasons.longAgo);
    const followed: Followed = { known, mark, refresh, now: now() };
    const events = await eventsSince(client, followed, context).catch((thrown: unknown) => {
      if (!isRefused(thrown)) throw thrown;
      return stumble(thrown);
    });
    if (events === null) return reload(reasons.manyEvents);
    return "why" in events ? reload(events.why) : readFollowed(client, { ...followed, events }, context);
  }

  return {
    mark({ catalog }, began, context) {
      const { kind } = refreshOf(catalog);
      if (kind === "events") return markByEvents(began, context);
      return Promise.resolve(kind === "appended" ? { newest: null, settled: new Set<string>(), takenAt: began } : null);
    },
    read(known, context) {
      const refresh = refreshOf(known.plan.catalog);
      if (refresh.kind === "events") return readByEvents(known, refresh, context);
      if (refresh.kind === "listed") return Promise.resolve(reload(refresh.why));
      if (known.mark === null) return Promise.resolve(reload(reasons.noMark));
      return readAppended(list, { known, mark: known.mark, refresh, now: now() }, context);
    },
  };
}

function reload(why: string): Changes {
  return { kind: "reload", why };
}
