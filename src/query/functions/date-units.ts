import { AppError } from "../../base/app-error";
import { dayLength, monthStart, type WallTime } from "./date-text";

/** Parts of a date under their usual names; weeks begin on Sunday and 1 January is in week 1, as in SQL Server. */
export type DateUnit =
  "year" | "quarter" | "month" | "dayofyear" | "day" | "week" | "weekday" | "hour" | "minute" | "second";

const spellings: Readonly<Record<DateUnit, readonly string[]>> = {
  year: ["year", "years", "yy", "yyyy"],
  quarter: ["quarter", "quarters", "qq", "q"],
  month: ["month", "months", "mm", "m"],
  dayofyear: ["dayofyear", "dy", "y"],
  day: ["day", "days", "dd", "d"],
  week: ["week", "weeks", "wk", "ww"],
  weekday: ["weekday", "dw", "w"],
  hour: ["hour", "hours", "hh"],
  minute: ["minute", "minutes", "mi", "n"],
  second: ["second", "seconds", "ss", "s"],
};
const unitsBySpelling = new Map(
  Object.entries(spellings).flatMap(([unit, names]) => names.map((name) => [name, unit as DateUnit] as const)),
);

/** @throws AppError `BAD_ARGUMENT` for a name that is no date part. */
export function dateUnit(name: unknown): DateUnit {
  const unit = unitsBySpelling.get(String(name).toLowerCase());
  if (unit) return unit;
  throw new AppError("BAD_ARGUMENT", `There is no date part ${String(name)}.`, {
    hint: "Use year, quarter, month, week, day, hour, minute or second.",
  });
}

const lengths = { week: 7 * dayLength, day: dayLength, hour: 3_600_000, minute: 60_000, second: 1000 } as const;
/** The Sunday before 1970-01-01 (a Thursday). */
const firstSunday = -4 * dayLength;

const yearStart = (time: WallTime): WallTime => Date.UTC(new Date(time).getUTCFullYear(), 0, 1);
const monthNumber = (time: WallTime): number => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();
const floorTo = (time: WallTime, length: number, from = 0): WallTime =>
  Math.floor((time - from) / length) * length + from;

type Rules = {
  /** The part of a time as a number. */
  readonly part: (time: WallTime) => number;
  /** The time at which the unit around a time begins. */
  readonly start: (time: WallTime) => WallTime;
  /** Counts units without gaps, so that the difference of two times is the number of borders between them. */
  readonly ordinal: (time: WallTime) => number;
  readonly add: (time: WallTime, count: number) => WallTime;
};

function fixedUnit(length: number, part: Rules["part"], from = 0): Rules {
  return {
    part,
    start: (time) => floorTo(time, length, from),
    ordinal: (time) => Math.floor((time - from) / length),
    add: (time, count) => time + count * length,
  };
}

function monthUnit(months: number, part: Rules["part"]): Rules {
  const ordinal = (time: WallTime): number => Math.floor(monthNumber(time) / months);
  return {
    part,
    ordinal,
    start: (time) => monthStart(time, ordinal(time) * months - monthNumber(time)),
    add: (time, count) => addMonths(time, count * months),
  };
}

/** A day that the target month does not have becomes its last one: 31 January plus a month is 28 February. */
function addMonths(time: WallTime, months: number): WallTime {
  const start = monthStart(time, months);
  const lastDay = new Date(monthStart(start, 1) - dayLength).getUTCDate();
  const day = Math.min(new Date(time).getUTCDate(), lastDay);
  return start + (day - 1) * dayLength + (time - floorTo(time, dayLength));
}

const dayOfYear = (time: WallTime): number => Math.floor((time - yearStart(time)) / dayLength) + 1;
const weekOfYear = (time: WallTime): number =>
  Math.floor((dayOfYear(time) - 1 + new Date(yearStart(time)).getUTCDay()) / 7) + 1;

/** How each date part counts. */
export const dateRules: Readonly<Record<DateUnit, Rules>> = {
  year: monthUnit(12, (time) => new Date(time).getUTCFullYear()),
  quarter: monthUnit(3, (time) => Math.floor(new Date(time).getUTCMonth() / 3) + 1),
  month: monthUnit(1, (time) => new Date(time).getUTCMonth() + 1),
  dayofyear: fixedUnit(lengths.day, dayOfYear),
  day: fixedUnit(lengths.day, (time) => new Date(time).getUTCDate()),
  week: fixedUnit(lengths.week, weekOfYear, firstSunday),
  weekday: fixedUnit(lengths.day, (time) => new Date(time).getUTCDay() + 1),
  hour: fixedUnit(lengths.hour, (time) => new Date(time).getUTCHours()),
  minute: fixedUnit(lengths.minute, (time) => new Date(time).getUTCMinutes()),
  second: fixedUnit(lengths.second, (time) => new Date(time).getUTCSeconds()),
};

/** Whether the unit is shorter than a day, so that a result needs a time of day. */
export function isTimeUnit(unit: DateUnit): boolean {
  return unit === "hour" || unit === "minute" || unit === "second";
}
