import type { FoundFormula } from "./find-formulas";
import { portionsOf } from "./portions";
import { retryTransient } from "./retry-transient";
import { cellsOf } from "./sheet-cells";
import { type ShownCell, toCellInput } from "./text-mark";

export type Size = { readonly rows: number; readonly columns: number };

/** A formula that shows values, and over how many cells. */
export type Shown = { readonly cell: FoundFormula; readonly size: Size };

/** What the cells of a formula show, as it is written to keep it. */
export type ShownContent = {
  readonly values: (string | number | boolean)[][];
  /** Formats that belong to values and would go with their formula; `null`: none, or the cell has one of its own. */
  readonly formats: (string | null)[][];
};

/** Excel on the web gives at most 5 MB in one answer; so many cells stay below with texts of a thousand characters, told twice. */
const cellsAtOnce = 2_000;

/** Some rows of a formula's cells. */
type Slice = Shown & { readonly formula: number; readonly row: number; readonly rows: number };

/** Reads what formulas show, in portions; large spills in several. In the order of the formulas. */
export async function readShown(context: Excel.RequestContext, shown: readonly Shown[], signal: AbortSignal): Promise<readonly ShownContent[]> {
  const contents: ShownContent[] = shown.map(() => ({ values: [], formats: [] }));
  const slices = shown.flatMap((one, formula) => slicesOf(one, formula));
  for (const portion of portionsOf(slices, ({ rows, size }) => rows * size.columns, cellsAtOnce)) {
    for (const { formula, values, formats } of await retryTransient(() => readPortion(context, portion), { signal })) {
      contents[formula]?.values.push(...values);
      contents[formula]?.formats.push(...formats);
    }
  }
  return contents;
}

function slicesOf(shown: Shown, formula: number): readonly Slice[] {
  const most = Math.max(1, Math.floor(cellsAtOnce / shown.size.columns));
  const count = Math.ceil(shown.size.rows / most);
  return Array.from({ length: count }, (_, index) => ({ ...shown, formula, row: index * most, rows: Math.min(most, shown.size.rows - index * most) }));
}

async function readPortion(context: Excel.RequestContext, slices: readonly Slice[]): Promise<readonly (ShownContent & { readonly formula: number })[]> {
  const ranges = slices.map(({ cell, size, row, rows }) =>
    cellsOf(context, cell, { row, column: 0, rows, columns: size.columns }).load("values,text,numberFormat"),
  );
  await context.sync();
  return ranges.map((range, index) => ({
    formula: slices[index]?.formula ?? 0,
    values: (range.values as ShownCell[][]).map((line) => line.map(toCellInput)),
    formats: formatsOfValues(range),
  }));
}

/** The dates of formulas come with this format. Excel tells of it by the text alone, which is `####` in a narrow column. */
const dateFormat = "yyyy-mm-dd hh:mm:ss";
const shownDate = /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|#+)$/;

function formatsOfValues({ values, text, numberFormat }: Excel.Range): (string | null)[][] {
  const cells = values as ShownCell[][];
  const isDate = (row: number, column: number, value: ShownCell) =>
    typeof value === "number" && numberFormat[row]?.[column] === "General" && shownDate.test(text[row]?.[column] ?? "");
  return cells.map((line, row) => line.map((value, column) => (isDate(row, column, value) ? dateFormat : null)));
}
