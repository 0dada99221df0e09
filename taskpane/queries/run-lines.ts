import type { LastRun, QueryDefinition, RunCause } from "../../src/app/app-api";
import { grouped, requestCount, rowCount, timeTaken } from "../figures";
import { timeAgo } from "../time-ago";

/** `1,000 rows, complete · Acme`; after a failure the table still has the rows of an earlier run. */
export function summary({ lastRun, connection }: QueryDefinition): string {
  return [lastRun === null ? "No rows yet" : rowsLine(lastRun), connection].join(" · ");
}

/** `1,000 rows, complete`. */
export const rowsLine = ({ rows, complete }: LastRun): string => `${rowCount(rows)}, ${complete ? "complete" : "not complete"}`;

/** What made a query run, as the end of a sentence. */
export const causes: Readonly<Record<RunCause, string>> = {
  insert: "when it was inserted",
  person: "by hand",
  opening: "when the workbook opened",
  schedule: "by its schedule",
  cell: "after a cell changed",
};

/** `Refreshed 5 minutes ago by its schedule`, `Tried 5 minutes ago`. */
export function lastRunLine({ at, cause, error }: LastRun, now: number): string {
  const tried = error === null ? (cause === "insert" ? "Inserted" : "Refreshed") : "Tried";
  const why = cause === undefined || cause === "insert" ? "" : ` ${causes[cause]}`;
  return `${tried} ${timeAgo(at, now)}${why}`;
}

/** `3 new, 12 changed, 1 gone`, `nothing changed`; `null` where nobody compared. */
export function changes({ added, changed, gone, error }: LastRun): string | null {
  if (error !== null || (added === undefined && changed === undefined && gone === undefined)) return null;
  const parts = [
    { count: added ?? 0, word: "new" },
    { count: changed ?? 0, word: "changed" },
    { count: gone ?? 0, word: "gone" },
  ].filter(({ count }) => count > 0);
  return parts.length === 0 ? "nothing changed" : parts.map(({ count, word }) => `${grouped(count)} ${word}`).join(", ");
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
