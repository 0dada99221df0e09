import type { SqlValue } from "../../table/column";
import type { ResultColumn } from "../../table/query-result";
import type { Format } from "./format";
import { shownValue } from "./shown-value";

/** One array of objects, an object a line. */
export const formatJson: Format = function* ({ columns, rows }) {
  const keys = uniqueNames(columns);
  yield "[";
  for (const [index, row] of rows.entries()) yield `${index === 0 ? "" : ",\n "}${toObject(keys, columns, row)}`;
  yield "]\n";
};

/** An object a line and nothing else, for programs that read line by line. */
export const formatNdjson: Format = function* ({ columns, rows }) {
  const keys = uniqueNames(columns);
  for (const row of rows) yield `${toObject(keys, columns, row)}\n`;
};

function toObject(keys: readonly string[], columns: readonly ResultColumn[], row: readonly SqlValue[]): string {
  return JSON.stringify(Object.fromEntries(keys.map((key, index) => [key, shownValue(row[index] ?? null, columns[index])])));
}

/** SQL may give two columns one name; an object may not: `id`, `id_2`. */
function uniqueNames(columns: readonly ResultColumn[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number++) unique = `${name}_${number}`;
    taken.add(unique);
    return unique;
  });
}
