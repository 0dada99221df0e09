/** Monday is 1, Sunday 7, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The clock that counts: an IANA name, such as `Europe/Berlin`. */
type InZone = { readonly zone: string };
/** A time of day, `HH:MM`. */
type At = InZone & { readonly at: string };

/**
 * How often a query runs by itself: after so many minutes, or by the calendar. A day beyond the 28th is not in every month, so
 * that the last one has a word of its own.
 */
export type Repeat =
  | { readonly kind: "every"; readonly minutes: number }
  | ({ readonly kind: "hourly"; readonly minute: number } & InZone)
  | ({ readonly kind: "daily" } & At)
  | ({ readonly kind: "weekly"; readonly days: readonly Weekday[] } & At)
  | ({ readonly kind: "monthly"; readonly day: number | "last" } & At);

/** A year. */
const mostMinutes = 525_600;

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Whether a repeat names times that come, so that what a workbook says can be relied on. */
export function isPossible(repeat: Repeat): boolean {
  if (repeat.kind === "every") return repeat.minutes >= 1 && repeat.minutes <= mostMinutes;
  if (!isZone(repeat.zone)) return false;
  if (repeat.kind === "hourly") return isWhole(repeat.minute, 0, 59);
  if (!time.test(repeat.at)) return false;
  if (repeat.kind === "weekly") return repeat.days.length > 0 && repeat.days.every((day) => isWhole(day, 1, 7));
  return repeat.kind === "daily" || repeat.day === "last" || isWhole(repeat.day, 1, 28);
}

const isWhole = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

/** Whether this computer knows a time zone by that name. */
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (failure) {
    if (failure instanceof RangeError) return false;
    throw failure;
  }
}
