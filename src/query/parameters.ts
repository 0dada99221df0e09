import { AppError } from "../base/app-error";
import type { SqlValue } from "../table/column";
import { plainTime, type TimeText } from "./dialect/times";
import type { QueryParameters } from "./engine-api";

/**
 * The value for each parameter of a statement, in SQLite's order. `names` has one entry a parameter: its name with the
 * mark in front (`@since`), a number (`?2`), or `null` for a plain `?`. ISO 8601 times are rewritten as in the statement.
 * @throws AppError `SQL_PARAMETER` naming what is missing or too much.
 */
export function arrangeParameters(
  names: readonly (string | null)[],
  given: QueryParameters | undefined,
  timeText: TimeText,
): readonly SqlValue[] {
  const values = isList(given) ? arrangeList(names, given) : arrangeNamed(names, given ?? {});
  return values.map((value) => {
    if (typeof value === "number" && !Number.isFinite(value))
      throw wrong("A parameter is not a finite number.", "Give a number, a text or nothing.");
    return typeof value === "string" ? plainTime(value, timeText) : value;
  });
}

const isList = (given: QueryParameters | undefined): given is readonly SqlValue[] => Array.isArray(given);

function arrangeList(names: readonly (string | null)[], given: readonly SqlValue[]): readonly SqlValue[] {
  const named = names.find((name) => name !== null && !name.startsWith("?"));
  if (named)
    throw wrong(
      `The query asks for ${named}, but the values came as a list.`,
      "Give names with the values, or write ? in the query.",
    );
  if (given.length !== names.length) {
    throw wrong(
      `The query has ${count(names.length, "parameter")}, but ${count(given.length, "value")} came.`,
      "Give one value for each ? in the query.",
    );
  }
  return given;
}

function arrangeNamed(
  names: readonly (string | null)[],
  given: Readonly<Record<string, SqlValue>>,
): readonly SqlValue[] {
  const values = new Map(Object.entries(given).map(([name, value]) => [bare(name), { name, value }]));
  const missing = names.filter((name) => name === null || !values.has(bare(name)));
  if (missing.length > 0) {
    throw wrong(
      `No value came for ${missing.map((name) => name ?? "?").join(", ")}.`,
      "Give a value for every parameter of the query.",
    );
  }
  const asked = new Set(names.map((name) => bare(name ?? "")));
  const surplus = [...values].filter(([name]) => !asked.has(name)).map(([, { name }]) => name);
  if (surplus.length > 0) {
    throw wrong(
      `The query does not use ${surplus.join(", ")}.`,
      "Remove the value, or write its name with @ in the query.",
    );
  }
  return names.map((name) => values.get(bare(name ?? ""))?.value ?? null);
}

/** Names are compared without their mark and in any case. */
const bare = (name: string): string => name.replace(/^[@:$?]/, "").toLowerCase();

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

function wrong(message: string, hint: string): AppError {
  return new AppError("SQL_PARAMETER", message, { hint });
}
