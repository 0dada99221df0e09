import type { QueryDefinition, QueryState, RunCause } from "./app-api";
import { nextRun } from "./next-run";
import { failuresInRow } from "./schedule-failures";
import { type Observer, standingOf } from "./schedule-standing";

/** When this runtime last tried to run a query: a try that failed may not have reached the workbook. */
export type Tried = { readonly at: number; readonly jitter: number; readonly failures: number };

/** What the loop of schedules knows of a query besides the workbook. */
export type Known = Observer & {
  readonly tried: Tried | undefined;
  /** It has to run because the workbook was opened at this time, and has not yet; `null`: it has not to. */
  readonly openedAt: number | null;
};

/** Whose Excel runs a query's schedule, when it runs it next (`null`: never, or not from here), and why. */
export type PlannedRun = Required<Pick<QueryState, "schedule" | "nextRun">> & { readonly cause: RunCause };

/** Decides when a query runs next by itself. Times are milliseconds since 1970 UTC. */
export function planRun({ definition }: QueryState, known: Known): PlannedRun {
  const schedule = standingOf(definition, known);
  if (schedule !== "here" || definition.paused !== undefined) return { schedule, nextRun: null, cause: "schedule" };
  return { schedule, ...(openingRun(definition, known) ?? repeatedRun(definition, known)) };
}

type Wished = Omit<PlannedRun, "schedule">;

function openingRun({ lastRun }: QueryDefinition, { openedAt, now }: Known): Wished | null {
  return openedAt !== null && (lastRun?.at ?? 0) < openedAt ? { nextRun: now, cause: "opening" } : null;
}

function repeatedRun(definition: QueryDefinition, { now, tried }: Known): Wished {
  const { lastRun, schedule } = definition;
  const tries = [lastRun?.at, tried?.at].filter((time) => time !== undefined);
  const isNoted = tried === undefined || (lastRun?.at ?? 0) >= tried.at;
  const times = { lastRun: latestUntil(now, tries), now, failures: isNoted ? failuresInRow(definition) : tried.failures };
  return { nextRun: nextRun(schedule, times, tried?.jitter ?? 0), cause: "schedule" };
}

/** A run in the future was noted by a clock that is wrong; counting from it could put the next one off for ever. */
function latestUntil(now: number, times: readonly number[]): number | null {
  const known = times.filter((time) => time <= now);
  return known.length === 0 ? null : Math.max(...known);
}
