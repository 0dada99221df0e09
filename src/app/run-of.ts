import type { RefreshedTable } from "../platform/ports";
import type { AnsweredQuery, RefreshWish, RunQuery } from "./app-api";
import type { LastRun, QueryDefinition, RunCause } from "./query-definition";

/** What a refresh asks for: what was read before is never good enough. */
export function runOf({ sql, connection, maxRows, parameters }: QueryDefinition, { reload, maxRequests }: RefreshWish): RunQuery {
  return {
    sql,
    connection,
    maxAgeMs: 0,
    ...(maxRows === null ? {} : { maxRows }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(reload === undefined ? {} : { reload }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
  };
}

/** When a run began (ms since 1970 UTC), and what began it. */
export type RunStart = { readonly at: number; readonly cause: RunCause };

/** What the definition keeps of a run; `refreshed`: what it did to a table that stood before. */
export function lastRunOf(result: AnsweredQuery, { at, cause }: RunStart, refreshed: RefreshedTable | null): LastRun {
  const { rows, complete, reasons, requests, elapsedMs, mode, asOf } = result;
  const run = { at, cause, rows: rows.length, complete, reasons, requests, elapsedMs, mode, asOf, error: null };
  if (refreshed === null) return run;
  const { added, changed, gone, note } = refreshed;
  return { ...run, added, changed, gone, ...(note === null ? {} : { note }) };
}

/** What the definition keeps of a run that failed: the table still shows the rows of the run before. */
export function failedRunOf(before: LastRun | null, { at, cause }: RunStart, error: string): LastRun {
  return { rows: 0, complete: false, reasons: [], ...before, at, cause, error };
}
