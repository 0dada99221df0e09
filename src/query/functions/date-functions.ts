import type { SqlValue } from "../../table/column";
import { dateOf, dateTimeOf, dayLength, isDateOnly, monthStart, parseWallTime, type WallTime } from "./date-text";
import { dateRules, dateUnit, isTimeUnit, type DateUnit } from "./date-units";
import { dayNames, monthNames } from "./format-value";
import type { ScalarFunction } from "./scalar-function";

/** A function of one date that is NULL for anything that is no date. */
function ofDate(name: string, compute: (time: WallTime) => SqlValue): ScalarFunction {
  return {
    name,
    arity: 1,
    call: (value = null) => {
      const time = parseWallTime(value);
      return time === null ? null : compute(time);
    },
  };
}

/** A function of a date part and a date. */
function ofPart(name: string, compute: (unit: DateUnit, time: WallTime) => SqlValue): ScalarFunction {
  return {
    name,
    arity: 2,
    call: (part = null, value = null) => {
      const unit = dateUnit(part);
      const time = parseWallTime(value);
      return time === null ? null : compute(unit, time);
    },
  };
}

const partNames: Readonly<Record<string, DateUnit>> = {
  year: "year",
  quarter: "quarter",
  month: "month",
  week: "week",
  day: "day",
  dayofyear: "dayofyear",
  weekday: "weekday",
  dayofweek: "weekday",
  hour: "hour",
  minute: "minute",
  second: "second",
};

function truncate(unit: DateUnit, time: WallTime): string {
  const start = dateRules[unit].start(time);
  return isTimeUnit(unit) ? dateTimeOf(start) : dateOf(start);
}

function partName(unit: DateUnit, time: WallTime): string {
  const date = new Date(time);
  if (unit === "month") return monthNames[date.getUTCMonth()] ?? "";
  if (unit === "weekday") return dayNames[date.getUTCDay()] ?? "";
  return String(dateRules[unit].part(time));
}

const dateAdd: ScalarFunction = {
  name: "dateadd",
  arity: 3,
  call: (part = null, count = null, value = null) => {
    const unit = dateUnit(part);
    const time = parseWallTime(value);
    if (time === null || count === null) return null;
    const sum = dateRules[unit].add(time, Math.trunc(Number(count)));
    return isDateOnly(value) && !isTimeUnit(unit) ? dateOf(sum) : dateTimeOf(sum);
  },
};

const dateDiff: ScalarFunction = {
  name: "datediff",
  arity: 3,
  call: (part = null, from = null, to = null) => {
    const { ordinal } = dateRules[dateUnit(part)];
    const start = parseWallTime(from);
    const end = parseWallTime(to);
    return start === null || end === null ? null : ordinal(end) - ordinal(start);
  },
};

const dateFromParts: ScalarFunction = {
  name: "datefromparts",
  arity: 3,
  call: (...parts) => {
    const text = parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-");
    return parseWallTime(text) === null ? null : text;
  },
};

/** Date functions of SQL Server, MySQL and PostgreSQL that SQLite lacks. They count in the zone of the timestamps. */
export const dateFunctions: readonly ScalarFunction[] = [
  ...Object.entries(partNames).map(([name, unit]) => ofDate(name, dateRules[unit].part)),
  ofDate("eomonth", (time) => dateOf(monthStart(time, 1) - dayLength)),
  ofPart("datepart", (unit, time) => dateRules[unit].part(time)),
  ofPart("datename", partName),
  ofPart("datetrunc", truncate),
  ofPart("date_trunc", truncate),
  dateAdd,
  dateDiff,
  dateFromParts,
];
