import type { SqlValue } from "../table/column";

/** How a point in time is shown. */
export const timestampFormat = "yyyy-mm-dd hh:mm:ss";

const millisecondsADay = 86_400_000;
/** Day 0 of Excel's calendar, for all days from 1 March 1900 on; before it Excel counts a leap day that never was. */
const dayZero = Date.UTC(1899, 11, 30);
const firstDay = Date.UTC(1900, 2, 1);

const pattern = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

/**
 * Excel's serial number of `YYYY-MM-DD HH:MM:SS`; the clock time is taken as it stands, since cells have no time zone.
 * `null` for anything else and for days that Excel's calendar does not hold.
 */
export function toSerialDate(value: SqlValue): number | null {
  const parts = typeof value === "string" ? pattern.exec(value)?.slice(1).map(Number) : undefined;
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const real = new Date(time).toISOString().slice(0, 19).replace("T", " ") === value;
  return real && time >= firstDay ? (time - dayZero) / millisecondsADay : null;
}
