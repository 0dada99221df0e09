type Cell = string | number | boolean | null;

/** Characters that JSON writes in more than one: quotes, backslashes, control characters, halves of surrogate pairs. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * How long a value of a cell is as JSON at most, told without writing it: exact for texts, a few characters more for numbers.
 * A request of office.js is JSON.
 */
export function jsonLength(value: Cell): number {
  if (typeof value === "string") return escaped.test(value) ? JSON.stringify(value).length : value.length + 2;
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 1e9 ? 10 : 24;
  return 5;
}

/** The same for a row with its comma. */
export function rowLength(row: readonly Cell[]): number {
  let length = 2;
  for (const value of row) length += jsonLength(value) + 1;
  return length;
}
