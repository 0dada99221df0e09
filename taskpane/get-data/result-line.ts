import type { AnsweredQuery, InsertOutcome } from "../../src/app/app-api";
import type { PartialReason, TableLoad } from "../../src/table/query-result";
import { grouped, requestCount, rowCount, timeTaken } from "../figures";
import type { Progress } from "../task";
import { timeAgo } from "../time-ago";
import { tableTitle } from "./table-title";

/** Whether all rows are there, or each reason why not. */
export function completeness(complete: boolean, reasons: readonly PartialReason[]): string {
  if (complete) return "All rows are there.";
  return reasons.map(({ message }) => message).join(" ") || "Some rows may be missing.";
}

/** The line under *Insert*: `1,000 rows inserted into Charges. First 1,000 rows; more exist.` */
export function resultLine({ result, location }: InsertOutcome): string {
  const count = rowCount(result.rows.length);
  const inserted = `${count.charAt(0).toUpperCase()}${count.slice(1)} inserted into ${location.name}.`;
  return `${inserted} ${completeness(result.complete, result.reasons)}`;
}

/** What an answer took, whose data it is and how old: `13 requests · 1.2 s · test data · read just now`. */
export function answerFigures({ requests, elapsedMs, mode, asOf }: AnsweredQuery, now: number): string {
  return [requestCount(requests), timeTaken(elapsedMs), `${mode} data`, `read ${timeAgo(asOf, now)}`].join(" · ");
}

const ways: Readonly<Record<TableLoad["kind"], string | null>> = {
  list: null,
  lookup: null,
  changes: "only what changed was read",
  memory: "rows read before were used",
  search: "found by Stripe's search",
};

/** How the rows of each table came, where that is worth knowing: `Charges: only what changed was read.` */
export function loadNotes(loads: readonly TableLoad[]): readonly string[] {
  return loads.flatMap(({ table, kind, why }) => {
    const way = ways[kind] ?? (why === null ? null : "everything was read anew");
    return way === null ? [] : [`${tableTitle(table)}: ${way}.${why === null ? "" : ` ${why}`}`];
  });
}

/** What a running query says: `Reading… 300 rows, 4 requests`, `Reading… 300 rows, 4 of about 13 requests`. */
export function progressLine(progress: Progress | null): string {
  if (progress === null || progress.requests === 0) return "Reading…";
  const most = requestsExpected(progress);
  const requests = most === null ? requestCount(progress.requests) : `${grouped(progress.requests)} of about ${requestCount(most)}`;
  return `Reading… ${rowCount(progress.rowsRead)}, ${requests}`;
}

/** How much of the reading is done, from 0 to 1; `null` when nobody can tell. */
export function progressShare(progress: Progress | null): number | null {
  const most = progress === null ? null : requestsExpected(progress);
  return progress === null || most === null ? null : progress.requests / most;
}

/** Requests in all, once that is known and not surpassed yet. */
function requestsExpected({ requests, expected }: Progress): number | null {
  const most = expected?.most ?? null;
  return most === null || most <= requests ? null : most;
}
