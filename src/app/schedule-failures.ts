import type { AppError } from "../base/app-error";
import type { Pause } from "./definition-edits";
import type { LastRun, QueryDefinition, RunCause } from "./query-definition";
import { advisingLimit } from "./request-limit";

/** After so many failures in a row a schedule gives up. */
export const mostFailures = 5;

const schedules: ReadonlySet<RunCause | undefined> = new Set<RunCause>(["opening", "schedule", "cell"]);

/** Whether a schedule made a query run, so that nobody looks on; absent: a person did, or an earlier version noted the run. */
export const isBySchedule = (cause: RunCause | undefined): boolean => schedules.has(cause);

/** How often in a row a query failed when nobody looked on, until its last run. */
export function failuresInRow({ lastRun, history = [] }: Pick<QueryDefinition, "lastRun" | "history">): number {
  const runs: readonly (LastRun | null)[] = [lastRun, ...history];
  const end = runs.findIndex((run) => run === null || run.error === null || !isBySchedule(run.cause));
  return end < 0 ? runs.length : end;
}

/** A failure of a run by schedule, as it is told, and whether the schedule goes on after it. */
export function judgeFailure(failure: unknown, definition: QueryDefinition): { readonly error: AppError; readonly pause: Pause | null } {
  const error = advisingLimit(failure, pauseHint);
  if (error.code === "REQUEST_LIMIT") return { error, pause: { paused: error.advice } };
  if (error.code === "REAUTH_REQUIRED") return { error, pause: { paused: error.advice, pausedUntil: "signedIn" } };
  const failures = failuresInRow(definition) + 1;
  if (failures < mostFailures) return { error, pause: null };
  return { error, pause: { paused: `It failed ${failures} times in a row, at last: ${error.advice} Refresh it yourself when that is mended.` } };
}

const pauseHint = "Its schedule is paused until you refresh it yourself or change it. The connection's request limit can be raised in its settings.";
