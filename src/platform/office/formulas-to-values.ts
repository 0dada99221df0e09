import { AppError } from "../../base/app-error";
import type { ConvertedFormulas } from "../ports";
import { chunkBytes, chunkRows } from "./chunk-rows";
import { type FoundFormula, findFormulas, forEachCell } from "./find-formulas";
import { portionsOf } from "./portions";
import { retryTransient } from "./retry-transient";
import { cellsOf } from "./sheet-cells";
import { type ShownCell, toCellInput } from "./text-mark";
import { undoAfter } from "./undo";

type Size = { readonly rows: number; readonly columns: number };

/** A formula that shows values, and over how many cells. */
type Shown = { readonly cell: FoundFormula; readonly size: Size };

/** What is written in place of a formula. */
type Replacement = Shown & { readonly values: (string | number | boolean)[][]; readonly bytes: number };

/** Excel on the web gives at most 5 MB in one answer; so many cells stay far below, however long their texts. */
const cellsAtOnce = 20_000;

const oneCell: Size = { rows: 1, columns: 1 };

/**
 * Puts values in place of the formulas that show any; one that shows an error or still waits stays. All are read before the
 * first is written, because a formula that reads a written cell runs again.
 */
export async function formulasToValues(context: Excel.RequestContext, signal: AbortSignal): Promise<ConvertedFormulas> {
  const cells = await findFormulas(context, signal);
  const looks = await forEachCell(context, { cells, signal }, lookAt);
  const shown = cells.flatMap((cell, index) => {
    const size = shownSize(looks[index]);
    return size === null ? [] : [{ cell, size }];
  });
  const replacements: Replacement[] = [];
  for (const portion of portionsOf(shown, ({ size }) => size.rows * size.columns, cellsAtOnce)) {
    replacements.push(...(await retryTransient(() => readShown(context, portion), { signal })));
  }
  for (const portion of portionsOf(replacements, ({ bytes }) => bytes, chunkBytes)) {
    signal.throwIfAborted();
    await replace(context, portion);
  }
  return { converted: shown.length, left: cells.length - shown.length };
}

type Look = { readonly cell: Excel.Range; readonly spill: Excel.Range };

const lookAt = (range: Excel.Range): Look => ({
  cell: range.load("valueTypes"),
  spill: range.getSpillingToRangeOrNullObject().load("rowCount,columnCount"),
});

/** `null`: it shows an error. */
function shownSize(look: Look | undefined): Size | null {
  if (look === undefined || look.cell.valueTypes[0]?.[0] === Excel.RangeValueType.error) return null;
  return look.spill.isNullObject ? oneCell : { rows: look.spill.rowCount, columns: look.spill.columnCount };
}

async function readShown(context: Excel.RequestContext, shown: readonly Shown[]): Promise<readonly Replacement[]> {
  const ranges = shown.map(({ cell, size }) => cellsOf(context, cell, { row: 0, column: 0, ...size }).load("values"));
  await context.sync();
  return shown.map((one, index) => {
    const values = (ranges[index]?.values as ShownCell[][]).map((row) => row.map(toCellInput));
    return { ...one, values, bytes: JSON.stringify(values).length };
  });
}

const begun = new AbortController().signal;

/** With its first row the formula goes, and with it the rest of its spill, so what is begun is finished or undone. */
async function replace(context: Excel.RequestContext, replacements: readonly Replacement[]): Promise<void> {
  try {
    for (const part of partsOf(replacements)) await retryTransient(() => write(context, part), { signal: begun });
  } catch (failure) {
    const undo = (later: Excel.RequestContext) => replacements.forEach((one) => putBack(later, one));
    const otherwise = { sentence: "Some formulas could not be put back.", hint: "Press Undo in Excel." };
    await undoAfter(AppError.from(failure), { undo, otherwise });
    throw failure;
  }
}

/** One request each: many small replacements together, or a part of one that is large. */
function partsOf(replacements: readonly Replacement[]): readonly (readonly Part[])[] {
  const [only, ...others] = replacements;
  if (only === undefined || others.length > 0) return [replacements.map((one) => ({ ...one, start: 0 }))];
  return [...chunkRows(only.values, chunkBytes)].map(({ start, rows }) => [{ ...only, start, values: [...rows] }]);
}

type Part = Pick<Replacement, "cell" | "size" | "values"> & { readonly start: number };

function write(context: Excel.RequestContext, parts: readonly Part[]): Promise<void> {
  context.workbook.application.suspendApiCalculationUntilNextSync();
  for (const { cell, size, values, start } of parts) {
    cellsOf(context, cell, { row: start, column: 0, rows: values.length, columns: size.columns }).values = values;
  }
  return context.sync();
}

function putBack(context: Excel.RequestContext, { cell, size }: Replacement): void {
  cellsOf(context, cell, { row: 0, column: 0, ...size }).clear(Excel.ClearApplyTo.contents);
  cellsOf(context, cell, { row: 0, column: 0, ...oneCell }).formulas = [[cell.text]];
}
