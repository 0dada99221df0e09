import type { QueryState } from "../../src/app/app-api";
import type { Repeat, Weekday } from "../../src/app/repeat";

/** How a query of the workbook stands, in the order in which one hides the next. */
export type QueryStatus = "running" | "paused" | "failed" | "never" | "fresh" | "stale";

const hourMs = 3_600_000;
/** The day on which clocks are put back. */
const longestDayMs = 25 * hourMs;
const defaultPeriodMs = 24 * hourMs;

/**
 * How a query stands at a time (ms since 1970 UTC). Its rows are fresh while they are younger than the period of its schedule, or
 * than a day when it has none, so that rows that should have been read again meanwhile are told apart.
 */
export function queryStatus(state: QueryState, now: number): QueryStatus {
  const { definition, running, error } = state;
  const { lastRun, paused, schedule } = definition;
  if (running) return "running";
  if (paused !== undefined || (schedule.repeat === null && cellProblem(state) !== null)) return "paused";
  if (isFailure(error) || (lastRun !== null && lastRun.error !== null)) return "failed";
  if (lastRun === null) return "never";
  const age = now - (lastRun.asOf ?? lastRun.at);
  return age < periodMs(schedule.repeat) ? "fresh" : "stale";
}

/** Why the cell that a query follows is not followed; a colleague may have let it follow none meanwhile. */
export function cellProblem({ definition, cellError = null }: QueryState): QueryState["error"] {
  return definition.schedule.onChange === undefined ? null : cellError;
}

/** What this person stopped or did not allow says nothing about the query. */
const isFailure = (error: QueryState["error"]): boolean =>
  error !== null && error.code !== "CANCELLED" && error.code !== "NOT_ALLOWED";

/** The longest time between two runs, milliseconds. */
export function periodMs(repeat: Repeat | null): number {
  if (repeat === null) return defaultPeriodMs;
  switch (repeat.kind) {
    case "every":
      return repeat.minutes * 60_000;
    case "hourly":
      return hourMs;
    case "daily":
      return longestDayMs;
    case "weekly":
      return longestGap(repeat.days) * 24 * hourMs + hourMs;
    case "monthly":
      return 31 * 24 * hourMs + hourMs;
  }
}

/** Days from one chosen day of the week to the next, at most. */
function longestGap(days: readonly Weekday[]): number {
  const sorted = [...days].sort((a, b) => a - b);
  return Math.max(...sorted.map((day, index) => (sorted[index + 1] ?? (sorted[0] ?? day) + 7) - day));
}
