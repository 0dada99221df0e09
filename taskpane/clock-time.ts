const dayMs = 86_400_000;

/** How a person's computer writes times, and the zone of its clock; absent: this computer's. */
export type ClockWriting = { readonly locale?: string; readonly timeZone?: string };

/**
 * A time to come, as short as can be: `16:30`, `tomorrow 07:00`, `Mon 07:00`, `1 Dec, 07:00`.
 * Both times are milliseconds since 1970 UTC.
 */
export function clockTime(at: number, now: number, { locale, timeZone }: ClockWriting = {}): string {
  const written = (options: Intl.DateTimeFormatOptions, time = at): string =>
    new Intl.DateTimeFormat(locale, { ...options, ...(timeZone === undefined ? {} : { timeZone }) }).format(time);
  const time = written({ timeStyle: "short" });
  const day = written({ dateStyle: "short" });
  if (day === written({ dateStyle: "short" }, now)) return time;
  if (day === written({ dateStyle: "short" }, now + dayMs)) return `tomorrow ${time}`;
  const isSoon = at > now && at - now < 6 * dayMs;
  return isSoon ? `${written({ weekday: "short" })} ${time}` : `${written({ day: "numeric", month: "short" })}, ${time}`;
}
