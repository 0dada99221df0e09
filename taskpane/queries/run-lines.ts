import type { LastRun, QueryDefinition } from "../../src/app/app-api";
import { requestCount, rowCount, timeTaken } from "../figures";
import { timeAgo } from "../time-ago";

/** `1,000 rows · 5 minutes ago · Acme`; after a failure the table still has the rows of an earlier run. */
export function summary({ lastRun, connection }: QueryDefinition, now: number): string {
  if (!lastRun) return `Never run · ${connection}`;
  const tried = lastRun.error === null ? timeAgo(lastRun.at, now) : `tried ${timeAgo(lastRun.at, now)}`;
  return [rowCount(lastRun.rows), tried, connection].join(" · ");
}

/** `13 requests · 1.2 s · test data`; `null` for a run of which nobody noted it. */
export function runFigures({ requests, elapsedMs, mode }: LastRun): string | null {
  const parts = [
    requests === undefined ? null : requestCount(requests),
    elapsedMs === undefined ? null : timeTaken(elapsedMs),
    mode === undefined ? null : `${mode} data`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" · ");
}
