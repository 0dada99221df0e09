import type { SqlValue } from "../../table/column";
import { parseObject } from "../parse-object";
import type { ScalarFunction } from "./scalar-function";

/**
 * `object MATCH wanted`: whether a JSON object has the values of another one, each compared as `object ->> 'key' = value` does.
 * SQLite calls it with the right side first. https://www.sqlite.org/lang_expr.html#the_match_operator
 */
export const jsonHas: ScalarFunction = {
  name: "match",
  arity: 2,
  call: (wanted, object) => {
    const [left, right] = [parseObject(object), parseObject(wanted)];
    if (left === null || right === null) return null;
    return allOf(Object.entries(right).map(([key, value]) => equal(left[key], value)));
  },
};

/** As SQL joins conditions by AND. */
function allOf(answers: readonly (0 | 1 | null)[]): SqlValue {
  if (answers.includes(0)) return 0;
  return answers.includes(null) ? null : 1;
}

function equal(left: unknown, right: unknown): 0 | 1 | null {
  const [a, b] = [extracted(left), extracted(right)];
  return a === null || b === null ? null : a === b ? 1 : 0;
}

/** What `->>` makes of a value. */
function extracted(value: unknown): SqlValue {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value === undefined || value === null ? null : JSON.stringify(value);
}
