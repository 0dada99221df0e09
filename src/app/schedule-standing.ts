import type { QueryDefinition, QueryState } from "./app-api";
import { timeAfter } from "./next-run";
import { runsByItself } from "./schedule";

/** Who asks, and when (ms since 1970 UTC). */
export type Observer = { readonly installation: string | null; readonly now: number };

/** After the time at which a run was due, so many more pass before others may take the schedule over. */
const patience = 2;

/** Whose Excel runs a query's schedule; `null`: it has none. One that missed two runs, or has no times to miss, may be taken over. */
export function standingOf(
  { schedule, lastRun, paused }: Pick<QueryDefinition, "schedule" | "lastRun" | "paused">,
  { installation, now }: Observer,
): NonNullable<QueryState["schedule"]> | null {
  if (!runsByItself(schedule)) return null;
  if (schedule.owner === undefined || schedule.owner === installation) return "here";
  if (paused !== undefined) return "elsewhere";
  if (schedule.repeat === null) return "untimed";
  if (lastRun === null) return "elsewhere";
  return timeAfter(schedule.repeat, lastRun.at, 1 + patience) <= now ? "overdue" : "elsewhere";
}
