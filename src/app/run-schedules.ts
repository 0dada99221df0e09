import { AppError } from "../base/app-error";
import type { Clock, Random } from "../platform/ports";
import type { Queries, QueryState } from "./app-api";
import { owned } from "./definition-edits";
import type { Elected } from "./elect-runner";
import { type Known, planRun, type PlannedRun, type Tried } from "./plan-run";
import type { QueryList } from "./query-list";
import { sleepUntilNews } from "./sleep-until-news";
import type { CellTimes } from "./watch-cells";

export type SchedulesNeed = {
  readonly clock: Clock;
  readonly random: Random;
  readonly queries: Pick<QueryList, "list" | "load" | "mark" | "edit"> & Pick<Queries, "refresh">;
  /** Tells this Excel from others; `null`: nothing does. */
  readonly installation: string | null;
  /** Of several pages that have the workbook open here, one runs its schedules. */
  readonly elected: Elected;
  readonly cellTimes: CellTimes;
  /**
   * Milliseconds after which the loop looks at the clock, since a sleeping computer stops its timers, and at what others ran
   * meanwhile. Absent: {@link usualSleep}.
   */
  readonly longestSleep?: number;
};

/** A minute. */
export const usualSleep = 60_000;

/**
 * Runs the queries that open with the workbook and the overdue ones, then each as it comes due or its cell changes, until aborted; only those whose
 * schedule is this installation's, and only in the page that has the turn. A query never runs twice at once, and not at all
 * while it is paused; a failure is shown in the list of queries and does not stop the others.
 */
export async function runSchedules(need: SchedulesNeed, signal: AbortSignal): Promise<void> {
  const { clock, queries, elected, cellTimes, longestSleep = usualSleep } = need;
  const runner = createRunner(need, signal);
  let readAt = clock.now();

  /** What other pages and people did to the queries; while that cannot be read, what was read last counts. */
  async function lookAgain(): Promise<void> {
    readAt = clock.now();
    await Promise.allSettled([queries.load(signal)]);
  }

  while (!signal.aborted) {
    const isDue = () => runner.due().length > 0;
    if (queries.list.get().length > 0 && (clock.now() - readAt >= longestSleep || isDue())) await lookAgain();
    for (const { state, plan } of runner.plans()) runner.show(state, plan);
    for (const { state, plan } of runner.due()) runner.start(state, plan);
    const next = Math.min(...runner.plans().map(({ plan }) => plan.nextRun ?? Infinity));
    const ms = elected.get() ? Math.min(Math.max(0, next - clock.now()), longestSleep) : longestSleep;
    await sleepUntilNews({ clock, news: [queries.list, elected, cellTimes], ms }, signal);
  }
}

type Planned = { readonly state: QueryState; readonly plan: PlannedRun };

/** Knows what was tried in this session, and starts what is due. */
function createRunner({ clock, random, queries, installation, elected, cellTimes }: SchedulesNeed, signal: AbortSignal) {
  const tried = new Map<string, Tried>();
  const openedAt = clock.now();
  const opening = new Set(queries.list.get().filter(({ definition }) => definition.schedule.onOpen).map(({ definition }) => definition.id));

  function knownOf(id: string): Known {
    const openedFor = opening.has(id) ? openedAt : null;
    return { installation, now: clock.now(), tried: tried.get(id), openedAt: openedFor, cellChangedAt: cellTimes.get().get(id) ?? null };
  }

  /** Queries at rest. */
  const plans = (): readonly Planned[] =>
    queries.list.get().filter(({ running }) => !running).map((state) => ({ state, plan: planRun(state, knownOf(state.definition.id)) }));

  /** Another computer may have made it its own since it was planned. */
  const isElsewhere = (id: string): boolean => {
    const owner = queries.list.get().find(({ definition }) => definition.id === id)?.definition.schedule.owner;
    return owner !== undefined && owner !== installation;
  };

  async function run({ definition: { id, schedule } }: QueryState, { cause }: PlannedRun): Promise<void> {
    if (schedule.owner === undefined && installation !== null) await Promise.allSettled([queries.edit(owned(id, installation), signal)]);
    if (isElsewhere(id)) return;
    await queries.refresh(id, { signal }, { cause });
  }

  return {
    plans,
    due: () => plans().filter(({ plan }) => elected.get() && plan.nextRun !== null && plan.nextRun <= clock.now()),
    /** A run that is due now is about to begin; when, is then no news. */
    show({ definition: { id } }: QueryState, { schedule, nextRun }: PlannedRun): void {
      queries.mark(id, nextRun !== null && nextRun <= clock.now() ? { schedule } : { schedule, nextRun });
    },
    start(state: QueryState, plan: PlannedRun): void {
      const { id } = state.definition;
      const attempt = { at: clock.now(), cause: plan.cause, jitter: random() };
      const failures = tried.get(id)?.failures ?? 0;
      opening.delete(id);
      tried.set(id, { ...attempt, failures });
      void run(state, plan).then(
        () => tried.set(id, { ...attempt, failures: 0 }),
        (failure: unknown) => tried.set(id, { ...attempt, failures: failures + (saysNothing(failure) ? 0 : 1) }),
      );
    },
  };
}

/** What this person did not allow or ended is no failure of the query. */
const saysNothing = (failure: unknown): boolean => ["CANCELLED", "NOT_ALLOWED"].includes(AppError.from(failure).code);
