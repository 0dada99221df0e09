import type { FollowedCell } from "../ports";
import { type CellBlock, type CellPlace, isName, toPlace, withSheet } from "./cell-place";
import { retryTransient } from "./retry-transient";
import { runExcelWhenIdle } from "./run-excel";

/** Where a cell is that somebody follows. */
export type FollowedPlace = {
  readonly followed: FollowedCell;
  /** As it is to be noted now; `null`: it is gone. */
  readonly now: FollowedCell | null;
  /** Excel's id of its sheet, and the cells that count. */
  readonly range: { readonly sheetId: string; readonly block: CellBlock } | null;
};

/** Looks cells up; names each time, since their cells may move. */
export function placesOf(cells: readonly FollowedCell[], signal: AbortSignal): Promise<readonly FollowedPlace[]> {
  return runExcelWhenIdle(signal, (context) => retryTransient(() => lookUp(context, cells), { signal }));
}

async function lookUp(context: Excel.RequestContext, cells: readonly FollowedCell[]): Promise<readonly FollowedPlace[]> {
  const { worksheets } = context.workbook;
  worksheets.load("items/id,items/name");
  const named = cells.map((followed) => ({ followed, range: isName(followed.cell) ? namedRange(context, followed.cell) : null }));
  await context.sync();
  return named.map(({ followed, range }) =>
    range === null ? onSheet(followed, worksheets.items) : { followed, ...byName(range, { followed, sheets: worksheets.items }) },
  );
}

/** The cells of a defined name, with their address. */
export const namedRange = (context: Excel.RequestContext, name: string): Excel.Range =>
  context.workbook.names.getItemOrNullObject(name).getRangeOrNullObject().load("address");

type Sheets = readonly Pick<Excel.Worksheet, "id" | "name">[];

/** A sheet is told by its id, which another tool that wrote the file may have taken away; then by its name. */
function onSheet(followed: FollowedCell, sheets: Sheets): FollowedPlace {
  const { cell, sheetId } = followed;
  const place = toPlace(cell);
  const sheet = place && (sheets.find(({ id }) => id === sheetId) ?? named(sheets, place));
  if (!place || !sheet) return { followed, now: null, range: null };
  const now = { cell: withSheet(sheet.name, cell.slice(cell.lastIndexOf("!") + 1)), sheetId: sheet.id };
  return { followed, now, range: { sheetId: sheet.id, block: place.block } };
}

function byName(range: Excel.Range, { followed, sheets }: { readonly followed: FollowedCell; readonly sheets: Sheets }): Omit<FollowedPlace, "followed"> {
  const place = range.isNullObject ? null : toPlace(range.address);
  const sheet = place && named(sheets, place);
  return place && sheet ? { now: followed, range: { sheetId: sheet.id, block: place.block } } : { now: null, range: null };
}

const named = (sheets: Sheets, { sheet }: CellPlace) => sheets.find(({ name }) => name.toLowerCase() === sheet.toLowerCase());
