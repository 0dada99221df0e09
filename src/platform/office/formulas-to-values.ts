import { AppError } from "../../base/app-error";
import type { ConvertedFormulas } from "../ports";
import { chunkBytes, chunkRows } from "./chunk-rows";
import { toWorkbookError } from "./excel-errors";
import { findFormulas, forEachCell } from "./find-formulas";
import { portionsOf } from "./portions";
import { readShown, type Shown, type ShownContent, type Size } from "./read-shown";
import { retryTransient } from "./retry-transient";
import { cellsOf } from "./sheet-cells";
import { uncancelled } from "./uncancelled";
import { undoAfter } from "./undo";

/** What is written in place of a formula; `bytes`: about what that, or putting the formula back, takes in a request. */
type Replacement = Shown & ShownContent & { readonly bytes: number };

/** What office.js takes to name a range and to set something of it: for the values, and for the formats of a column. */
const rangeBytes = 600;

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
  await retryTransient(() => refuseProtected(context, shown), { signal });
  const contents = await readShown(context, shown, signal);
  const replacements = shown.map((one, index) => toReplacement(one, contents[index]));
  for (const portion of portionsOf(replacements, ({ bytes }) => bytes, chunkBytes)) {
    signal.throwIfAborted();
    await replace(context, portion);
  }
  return { converted: shown.length, left: cells.length - shown.length };
}

/** @throws AppError `WORKBOOK_REFUSED` before anything is changed: on a protected sheet not even what was changed could be put back. */
async function refuseProtected(context: Excel.RequestContext, shown: readonly Shown[]): Promise<void> {
  const ids = [...new Set(shown.map(({ cell }) => cell.sheetId))];
  const sheets = ids.map((id) => context.workbook.worksheets.getItem(id).load("name,protection/protected"));
  await context.sync();
  const locked = sheets.find(({ protection }) => protection.protected);
  if (locked === undefined) return;
  throw new AppError("WORKBOOK_REFUSED", `The sheet "${locked.name}" is protected.`, {
    hint: "Choose Review > Unprotect Sheet, then convert again.",
  });
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

function toReplacement(shown: Shown, content: ShownContent = { values: [], formats: [] }): Replacement {
  const { cell, size } = shown;
  return { ...shown, ...content, bytes: JSON.stringify(content).length + cell.text.length + rangeBytes * (1 + size.columns) };
}

/** With its first row the formula goes, and with it the rest of its spill, so what is begun is finished or undone. */
async function replace(context: Excel.RequestContext, replacements: readonly Replacement[]): Promise<void> {
  try {
    for (const part of partsOf(replacements)) await retryTransient(() => write(context, part), { signal: uncancelled });
  } catch (failure) {
    const undo = (later: Excel.RequestContext) => replacements.forEach((one) => putBack(later, one));
    const otherwise = { sentence: "Some formulas could not be put back.", hint: "Press Undo in Excel." };
    await undoAfter(toWorkbookError(failure), { undo, otherwise });
    throw failure;
  }
}

/** One request each: many small replacements together, or a part of one that is large. */
function partsOf(replacements: readonly Replacement[]): readonly (readonly Part[])[] {
  const [only, ...others] = replacements;
  if (only === undefined || others.length > 0) return [replacements.map((one) => ({ ...one, start: 0 }))];
  return [...chunkRows(only.values, chunkBytes)].map(({ start, rows }) => {
    const formats = only.formats.slice(start, start + rows.length);
    return [{ ...only, start, values: [...rows], formats }];
  });
}

type Part = Pick<Replacement, "cell" | "size" | "values" | "formats"> & { readonly start: number };

function write(context: Excel.RequestContext, parts: readonly Part[]): Promise<void> {
  context.workbook.application.suspendApiCalculationUntilNextSync();
  for (const { cell, size, values, formats, start } of parts) {
    cellsOf(context, cell, { row: start, column: 0, rows: values.length, columns: size.columns }).values = values;
    for (let column = 0; column < size.columns; column++) {
      const ofColumn = formats.map((row) => [row[column] ?? null]);
      if (ofColumn.every(([format]) => format === null)) continue;
      cellsOf(context, cell, { row: start, column, rows: values.length, columns: 1 }).numberFormat = ofColumn;
    }
  }
  return context.sync();
}

function putBack(context: Excel.RequestContext, { cell, size }: Replacement): void {
  cellsOf(context, cell, { row: 0, column: 0, ...size }).clear(Excel.ClearApplyTo.contents);
  cellsOf(context, cell, { row: 0, column: 0, ...oneCell }).formulas = [[cell.text]];
}
