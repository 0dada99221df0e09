import type { QueryDefinition, QueryState } from "./app-api";
import { nextTime } from "./next-time";
import { runsByItself } from "./schedule";

/** Who asks, and when (ms since 1970 UTC). */
export type Observer = { readonly installation: string | null; readonly now: number };

/** Whose Excel runs a query's schedule; `undefined`: it has none. One that missed two runs may be taken over. */
export function standingOf(definition: Pick<QueryDefinition, "schedule" | "lastRun" | "paused">, { installation, now }: Observer): QueryState["schedule"] {
  const { schedule, lastRun, paused } = definition;
  if (!runsByItself(schedule)) return undefined;
  if (schedule.owner === undefined || schedule.owner === installation) return "here";
  if (schedule.repeat === null || lastRun === null || paused !== undefined) return "elsewhere";
  const { repeat } = schedule;
  const missed = [1, 2, 3].reduce((time) => nextTime(repeat, time), lastRun.at);
  return missed <= now ? "overdue" : "elsewhere";
}
