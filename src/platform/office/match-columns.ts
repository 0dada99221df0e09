/**
 * For each column of the content its position in the table. By header where the table still has all of them, so that
 * columns that a person added between ours keep their cells; else by order, so that renamed headers keep their names.
 */
export function matchColumns(content: readonly string[], table: readonly string[]): readonly number[] {
  const places = new Map(table.map((header, index) => [header.toLowerCase(), index]));
  const found = content.map((header) => places.get(header.toLowerCase()));
  return found.every((place) => place !== undefined) ? found : content.map((_, index) => index);
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
