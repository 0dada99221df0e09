import type { Schedule } from "./app-api";

/** Neither on open nor at intervals. */
export const noSchedule: Schedule = { onOpen: false, everyMinutes: null };

/** Largest part of the interval by which runs are spread, so that many workbooks do not ask Stripe at the same second. */
const jitterShare = 0.05;

/** Whether the query runs by itself, so that the add-in has to start with the workbook. */
export function runsByItself(schedule: Schedule): boolean {
  return schedule.onOpen || schedule.everyMinutes !== null;
}

/** When a query ran last, not after `now`, and what time it is, in milliseconds since 1970 UTC. */
export type RunTimes = { readonly lastRun: number | null; readonly now: number };

/**
 * When a query should next run by its interval, or `null` when it has none. An overdue one runs once, now: missed runs
 * are not made up for.
 * @param jitter a number in [0, 1)
 */
export function nextRun(schedule: Schedule, { lastRun, now }: RunTimes, jitter: number): number | null {
  if (schedule.everyMinutes === null) return null;
  if (lastRun === null) return now;
  const interval = schedule.everyMinutes * 60_000;
  const due = lastRun + interval;
  return due <= now ? now : due + interval * jitterShare * jitter;
}
