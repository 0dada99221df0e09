import { rangeText } from "../src/app/number-ranges";
import type { NumberRange } from "../src/table/row-source";

const numbers = new Intl.NumberFormat("en-US");

/** `1,240`. */
export const grouped = (value: number): string => numbers.format(value);

/** `1,000 rows`, `1 row`, `no rows`. */
export const rowCount = (rows: number): string => counted(rows, "row");

/** `1,240 requests`, `1 request`, `no requests`. */
export const requestCount = (requests: number): string => counted(requests, "request");

function counted(count: number, noun: string): string {
  if (count === 0) return `no ${noun}s`;
  return count === 1 ? `1 ${noun}` : `${grouped(count)} ${noun}s`;
}

/** `about 1,000-1,300 requests`, `13 requests` when that is sure, `at least 7 requests`; `null` where nobody can tell. */
export const requestsNeeded = (range: NumberRange | null): string | null => needed(range, "request");

/** `about 1,000-1,300 rows`, likewise. */
export const rowsNeeded = (range: NumberRange | null): string | null => needed(range, "row");

function needed(range: NumberRange | null, noun: string): string | null {
  const text = knownRange(range);
  if (text === null) return null;
  if (range?.least === range?.most) return counted(range?.least ?? 0, noun);
  if (range?.most === null) return `${text} ${noun}${range.least === 1 ? "" : "s"}`;
  return `about ${text} ${noun}s`;
}

/** `0.4 s`, `52 s`, `3 min`. */
export function timeTaken(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 99_500 ? `${Math.round(ms / 1000)} s` : `${grouped(Math.round(ms / minuteMs))} min`;
}

/** A range of seconds: `about 50 s`, `about 40-52 s`, `about 2-3 min`; `null` where nobody can tell. */
export function timeNeeded(range: NumberRange | null): string | null {
  if (range === null) return null;
  const { least, most } = range;
  if (most !== null && most < 1) return "under a second";
  const inMinutes = (most ?? least) >= 100;
  const unit = inMinutes ? 60 : 1;
  const text = knownRange({ least: Math.round(least / unit), most: most === null ? null : Math.round(most / unit) });
  return text === null ? null : `${most === null ? "" : "about "}${text} ${inMinutes ? "min" : "s"}`;
}

const minuteMs = 60_000;

function knownRange(range: NumberRange | null): string | null {
  const text = rangeText(range);
  return text === "unknown" ? null : text;
}
