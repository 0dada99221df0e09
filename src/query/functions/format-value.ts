import { AppError } from "../../base/app-error";
import type { SqlValue } from "../../table/column";
import { parseWallTime, type WallTime } from "./date-text";

export const monthNames = "January February March April May June July August September October November December".split(
  " ",
);
export const dayNames = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** Formats a number (`N2`, `P1`, `#,##0.00`) or a date (`yyyy-MM-dd`, `MMM yyyy`) in English. */
export function formatValue(value: SqlValue, format: string): string | null {
  if (value === null) return null;
  if (typeof value === "number") return formatNumber(value, format);
  const time = parseWallTime(value);
  return time === null ? null : formatDate(time, format);
}

function formatNumber(value: number, format: string): string {
  const { percent, digits, useGrouping } = standardFormat(format) ?? patternFormat(format);
  const shown = percent ? value * 100 : value;
  const text = shown.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping,
  });
  return percent ? `${text}%` : text;
}

type NumberFormat = { readonly percent: boolean; readonly digits: number; readonly useGrouping: boolean };

/** `N2`, `F2` (no thousands separator), `P1` (percent). */
function standardFormat(format: string): NumberFormat | null {
  const match = /^([NFP])(\d{0,2})$/.exec(format.toUpperCase());
  return match && { percent: match[1] === "P", digits: Number(match[2] || 2), useGrouping: match[1] !== "F" };
}

function patternFormat(format: string): NumberFormat {
  if (/[^#0.,% ]/.test(format)) {
    throw new AppError("BAD_ARGUMENT", `"${format}" is no number format.`, {
      hint: "Use N2, F2, P1 or a pattern such as #,##0.00.",
    });
  }
  const digits = /\.(0+)/.exec(format)?.[1]?.length ?? 0;
  return { percent: format.includes("%"), digits, useGrouping: format.includes(",") };
}

const two = (number: number): string => String(number).padStart(2, "0");

/** What each pattern of a date format shows, longest first. */
const datePatterns: readonly (readonly [string, (date: Date) => string])[] = [
  ["yyyy", (date) => String(date.getUTCFullYear())],
  ["yy", (date) => two(date.getUTCFullYear() % 100)],
  ["MMMM", (date) => monthNames[date.getUTCMonth()] ?? ""],
  ["MMM", (date) => (monthNames[date.getUTCMonth()] ?? "").slice(0, 3)],
  ["MM", (date) => two(date.getUTCMonth() + 1)],
  ["M", (date) => String(date.getUTCMonth() + 1)],
  ["dddd", (date) => dayNames[date.getUTCDay()] ?? ""],
  ["ddd", (date) => (dayNames[date.getUTCDay()] ?? "").slice(0, 3)],
  ["dd", (date) => two(date.getUTCDate())],
  ["d", (date) => String(date.getUTCDate())],
  ["HH", (date) => two(date.getUTCHours())],
  ["hh", (date) => two(date.getUTCHours() % 12 || 12)],
  ["mm", (date) => two(date.getUTCMinutes())],
  ["ss", (date) => two(date.getUTCSeconds())],
  ["tt", (date) => (date.getUTCHours() < 12 ? "AM" : "PM")],
];
const anyDatePattern = new RegExp(datePatterns.map(([pattern]) => pattern).join("|"), "g");

function formatDate(time: WallTime, format: string): string {
  const date = new Date(time);
  return format.replace(
    anyDatePattern,
    (found) => datePatterns.find(([pattern]) => pattern === found)?.[1](date) ?? found,
  );
}
