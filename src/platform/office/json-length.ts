/** Characters that JSON writes in more than one: quotes, backslashes, control characters, halves of surrogate pairs. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Length of a value of a cell as JSON, without writing it; a request of office.js is JSON. Numbers are finite. */
export function jsonLength(value: string | number | boolean | null): number {
  if (typeof value === "string") return escaped.test(value) ? JSON.stringify(value).length : value.length + 2;
  return String(value).length;
}

/** Length of a row with its comma; it has a cell at least. */
export function rowLength(row: readonly (string | number | boolean | null)[]): number {
  return row.reduce<number>((sum, value) => sum + jsonLength(value) + 1, 2);
}
