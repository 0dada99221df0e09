import type { Schedule } from "./app-api";
import { nextTime } from "./next-time";
import type { Repeat } from "./repeat";

/** Largest part of the wait by which runs are spread, so that many workbooks do not ask Stripe at the same second. */
const jitterShare = 0.05;
/** No run is put off further than this by chance, so that a time of day is kept. */
const longestJitter = 60_000;
/** A query that fails again and again waits for so many times of its repeat at most. */
const longestBackOff = 8;

export type RunTimes = {
  /** When a query ran last, not after `now`, and what time it is, in milliseconds since 1970 UTC. */
  readonly lastRun: number | null;
  readonly now: number;
  /** How often in a row it failed; absent: not at all. */
  readonly failures?: number;
};

/**
 * When a query should next run by its repeat, or `null` when it has none. An overdue one runs once, now: missed runs
 * are not made up for. After failures it leaves out times: it waits for 1, 2, 4, 8 of them.
 * @param jitter a number in [0, 1)
 */
export function nextRun({ repeat }: Schedule, { lastRun, now, failures = 0 }: RunTimes, jitter: number): number | null {
  if (repeat === null) return null;
  if (lastRun === null) return now;
  const due = timeAfter(repeat, lastRun, timesLeftOut(failures));
  return due <= now ? now : due + Math.min((due - lastRun) * jitterShare, longestJitter) * jitter;
}

const timesLeftOut = (failures: number): number => Math.min(2 ** Math.max(0, failures - 1), longestBackOff);

/** A cell has to be left alone for so long, so that one who goes on typing starts one run only. */
const calm = 2_000;
/** After a failure a query that follows a cell rests for so long, then runs again; after more of them for 2, 4, 8 times as long. */
const restAfterFailure = 30_000;

type Rest = { readonly lastRun: number | null; readonly failures: number };

/** When a query that follows a cell should run, after the cell changed at `changedAt`. */
export const afterChange = (changedAt: number, last: Rest): number => Math.max(changedAt + calm, afterFailure(last));

/** When a query that follows a cell may run again at the earliest. */
export const afterFailure = ({ lastRun, failures }: Rest): number =>
  lastRun === null || failures === 0 ? 0 : lastRun + restAfterFailure * timesLeftOut(failures);

/** The so-manieth time after `last` that a repeat names, milliseconds since 1970 UTC. */
export function timeAfter(repeat: Repeat, last: number, count: number): number {
  let time = last;
  for (let passed = 0; passed < count; passed++) time = nextTime(repeat, time);
  return time;
}
