import type { SqlValue } from "../../table/column";

/** A moment without a zone: what the calendar and the clock on the wall show, as milliseconds since 1970-01-01 00:00. */
export type WallTime = number;

const dateText = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?(?:\.\d+)?)?Z?$/;
/** The day 1970-01-01 as Excel counts days. */
const excelEpoch = 25_569;
export const dayLength = 86_400_000;

/** Reads a date or timestamp text, or an Excel date number; anything else is `null`. */
export function parseWallTime(value: SqlValue): WallTime | null {
  if (typeof value === "number") return Math.round((value - excelEpoch) * 86_400) * 1000;
  const match = dateText.exec(value ?? "");
  if (!match) return null;
  const [date = "", minutes = "00:00", seconds = ":00"] = match.slice(1);
  const time = Date.parse(`${date}T${minutes}${seconds}Z`);
  // Date.parse takes 31 February for 3 March.
  return !Number.isNaN(time) && dateOf(time) === date ? time : null;
}

/** Whether the value is a date without a time of day, so that a result should be one too. */
export function isDateOnly(value: SqlValue): boolean {
  return typeof value === "string" && value.length === 10;
}

/** `YYYY-MM-DD`. */
export function dateOf(time: WallTime): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD HH:MM:SS`. */
export function dateTimeOf(time: WallTime): string {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

/** The n-th month after (or before) the one of a time, at its start. */
export function monthStart(time: WallTime, months: number): WallTime {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}
