import type { SqlValue } from "../../table/column";
import type { ResultColumn } from "../../table/query-result";

/** A value as output shows it: booleans as `true` and `false`, everything else as in SQL (money in minor units). */
export function shownValue(value: SqlValue, column: ResultColumn | undefined): string | number | boolean | null {
  if (column?.type !== "boolean" || (value !== 0 && value !== 1)) return value;
  return value === 1;
}
