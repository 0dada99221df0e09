import type { QueryState } from "../../src/app/app-api";
import { grouped, requestCount, rowCount } from "../figures";

/** How far *Refresh All* is: queries that ended, of all, and what was read so far. */
export type AllProgress = { readonly done: number; readonly of: number; readonly rows: number; readonly requests: number };

/** How far the queries are that were all asked to run at a time (ms since 1970 UTC). */
export function allProgress(states: readonly QueryState[], startedAt: number): AllProgress {
  const ended = states.filter((state) => hasEnded(state, startedAt));
  const read = states.map((state) => readSoFar(state, ended.includes(state)));
  return {
    done: ended.length,
    of: states.length,
    rows: sum(read.map(({ rows }) => rows)),
    requests: sum(read.map(({ requests }) => requests)),
  };
}

function hasEnded({ running, error, definition: { lastRun } }: QueryState, startedAt: number): boolean {
  return !running && (error !== null || (lastRun !== null && lastRun.at >= startedAt));
}

function readSoFar({ progress, definition: { lastRun } }: QueryState, ended: boolean): Pick<AllProgress, "rows" | "requests"> {
  if (!ended) return { rows: progress?.rowsRead ?? 0, requests: progress?.requests ?? 0 };
  return lastRun === null || lastRun.error !== null ? { rows: 0, requests: 0 } : { rows: lastRun.rows, requests: lastRun.requests ?? 0 };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** `2 of 5 done · 3,400 rows, 40 requests`. */
export function allProgressLine({ done, of, rows, requests }: AllProgress): string {
  const read = requests === 0 ? "" : ` · ${rowCount(rows)}, ${requestCount(requests)}`;
  return `${grouped(done)} of ${grouped(of)} done${read}`;
}
