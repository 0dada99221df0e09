/** Texts of header cells, from left to right. Excel tells them apart by more than their case. */
type Headers = readonly string[];

/** Excel takes headers for the same that differ in case only. */
export const headerKey = (header: string): string => header.toLowerCase();

/**
 * For each column of the content its position in the table, or `null` when that cannot be told; a guess would put values
 * under another column's header or over a column that a person added. By header, wherever the columns stand. A header that
 * is missing is taken as new when all columns of the table are ours: new ones go to the right end.
 */
export function matchColumns(content: Headers, table: Headers): readonly number[] | null {
  const places = new Map(table.map((header, index) => [headerKey(header), index]));
  const found = content.map((header) => places.get(headerKey(header)));
  const known = new Set(content.map(headerKey));
  if (table.every((header) => known.has(headerKey(header)))) {
    let end = table.length;
    return found.map((place) => place ?? end++);
  }
  return found.every((place) => place !== undefined) ? found : null;
}

/** Neighbouring columns that are written together: content columns `from` … `from + width - 1` at table column `at`. */
export type ColumnRun = { readonly from: number; readonly at: number; readonly width: number };

/** Positions as the fewest runs. */
export function columnRuns(positions: readonly number[]): readonly ColumnRun[] {
  const runs: ColumnRun[] = [];
  positions.forEach((at, from) => {
    const last = runs.at(-1);
    if (last && last.at + last.width === at) runs[runs.length - 1] = { ...last, width: last.width + 1 };
    else runs.push({ from, at, width: 1 });
  });
  return runs;
}
