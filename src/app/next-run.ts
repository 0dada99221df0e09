import type { Schedule } from "./app-api";
import { nextTime } from "./next-time";

/** Largest part of the wait by which runs are spread, so that many workbooks do not ask Stripe at the same second. */
const jitterShare = 0.05;
/** No run is put off further than this by chance, so that a time of day is kept. */
const longestJitter = 60_000;

/** When a query ran last, not after `now`, and what time it is, in milliseconds since 1970 UTC. */
export type RunTimes = { readonly lastRun: number | null; readonly now: number };

/**
 * When a query should next run by its repeat, or `null` when it has none. An overdue one runs once, now: missed runs
 * are not made up for.
 * @param jitter a number in [0, 1)
 */
export function nextRun({ repeat }: Schedule, { lastRun, now }: RunTimes, jitter: number): number | null {
  if (repeat === null) return null;
  if (lastRun === null) return now;
  const due = nextTime(repeat, lastRun);
  return due <= now ? now : due + Math.min((due - lastRun) * jitterShare, longestJitter) * jitter;
}
