import type { Store } from "../base/store";
import type { Clock, Random } from "../platform/ports";
import type { Queries, QueryState } from "./app-api";
import { nextRun } from "./next-run";

export type SchedulesNeed = {
  readonly clock: Clock;
  readonly random: Random;
  readonly queries: Pick<Queries, "list" | "refresh">;
};

/** The loop looks at the clock at least this often, since a sleeping computer stops its timers. */
const longestSleep = 60_000;

/**
 * Runs the queries that open with the workbook and the overdue ones, then each as it comes due, until aborted.
 * A query never runs twice at once, and not at all while it is paused; a failure is shown in the list of queries and does not
 * stop the others.
 */
export async function runSchedules({ clock, random, queries }: SchedulesNeed, signal: AbortSignal): Promise<void> {
  /** When this runtime last tried: a try that failed may not have reached the workbook. */
  const tried = new Map<string, { readonly at: number; readonly jitter: number }>();

  function start({ definition: { id } }: QueryState): void {
    tried.set(id, { at: clock.now(), jitter: random() });
    void Promise.allSettled([queries.refresh(id, { signal }, { bySchedule: true })]);
  }

  function dueAt({ definition: { id, schedule, lastRun } }: QueryState): number | null {
    const last = tried.get(id);
    const now = clock.now();
    return nextRun(schedule, { lastRun: latestUntil(now, [lastRun?.at, last?.at]), now }, last?.jitter ?? 0);
  }

  const idle = () => queries.list.get().filter(({ running, definition }) => !running && definition.paused === undefined);

  for (const state of idle()) if (state.definition.schedule.onOpen) start(state);
  while (!signal.aborted) {
    for (const state of idle()) if ((dueAt(state) ?? Infinity) <= clock.now()) start(state);
    const next = Math.min(...idle().map((state) => dueAt(state) ?? Infinity));
    await sleepOrChange({ clock, list: queries.list, ms: Math.min(next - clock.now(), longestSleep) }, signal);
  }
}

/** A run in the future was noted by a clock that is wrong; counting from it could put the next one off for ever. */
const latestUntil = (now: number, times: readonly (number | undefined)[]): number | null => {
  const known = times.filter((time) => time !== undefined).filter((time) => time <= now);
  return known.length === 0 ? null : Math.max(...known);
};

type Sleep = { readonly clock: Clock; readonly list: Pick<Store<unknown>, "subscribe">; readonly ms: number };

/** Sleeps, but wakes when the list changes or the signal fires. */
async function sleepOrChange({ clock, list, ms }: Sleep, signal: AbortSignal): Promise<void> {
  const woken = new AbortController();
  const wake = () => woken.abort();
  const unsubscribe = list.subscribe(wake);
  signal.addEventListener("abort", wake, { once: true });
  try {
    await clock.sleep(ms, woken.signal);
  } catch (failure) {
    if (!woken.signal.aborted) throw failure;
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", wake);
  }
}
