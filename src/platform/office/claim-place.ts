import { AppError } from "../../base/app-error";
import type { TableContent, TableTarget } from "../ports";
import { findActiveCell } from "./active-cell";
import { checkFree } from "./check-free";
import { freeSheetName } from "./free-name";
import { retryTransient } from "./retry-transient";
import type { Corner } from "./sheet-cells";
import { rememberCells } from "./remember-cells";
import { uncancelled } from "./uncancelled";
import type { Undo } from "./undo";

export type Size = { readonly rows: number; readonly columns: number };

/** How to give a place back whatever was done there. */
export type WayBack = Pick<Undo, "undo" | "unchanged">;

export type Claim = {
  readonly target: TableTarget;
  /** With the header. */
  readonly size: Size;
  readonly formats: TableContent["formats"];
  readonly signal: AbortSignal;
  /** Told before anything is changed, and again when a better way is known. */
  readonly noteWayBack: (way: WayBack) => void;
};

const sheetSize: Size = { rows: 1_048_576, columns: 16_384 };

/**
 * Finds where a new table will begin, and looks how its cells are before anything is written.
 * @throws AppError `WORKBOOK_REFUSED` when something stands there, `TOO_LARGE` when it is not large enough.
 */
export async function claimPlace(context: Excel.RequestContext, claim: Claim): Promise<Corner> {
  const { target } = claim;
  if (target.kind === "newSheet") return claimSheet(context, target.sheetName, claim);
  return claimCells(context, target.kind === "cell" ? target.cell : await findActiveCell(context), claim);
}

async function claimSheet(context: Excel.RequestContext, wished: string, { size, noteWayBack }: Claim): Promise<Corner> {
  checkRoom({ row: 0, column: 0 }, size);
  const { worksheets } = context.workbook;
  const taken = await retryTransient(async () => {
    worksheets.load("items/name");
    await context.sync();
    return worksheets.items.map(({ name }) => name);
  }, { signal: uncancelled });
  const name = freeSheetName(wished, taken);
  // Excel may add the sheet and not say so; one that holds something is somebody else's.
  noteWayBack({ undo: async (later) => ((await isTaken(later, name)) ? undefined : removeSheet(later, name)) });
  const sheetId = await retryTransient(() => addSheet(context, name), { signal: uncancelled });
  noteWayBack({ undo: (later) => removeSheet(later, sheetId) });
  return { sheetId, row: 0, column: 0 };
}

/** Whether there is a sheet with this name that holds something. */
async function isTaken(context: Excel.RequestContext, name: string): Promise<boolean> {
  const sheet = context.workbook.worksheets.getItemOrNullObject(name);
  await context.sync();
  if (sheet.isNullObject) return false;
  const used = sheet.getUsedRangeOrNullObject(true);
  await context.sync();
  return !used.isNullObject;
}

/** Excel may have said that it failed before it added the sheet. */
async function removeSheet(context: Excel.RequestContext, nameOrId: string): Promise<void> {
  const sheet = context.workbook.worksheets.getItemOrNullObject(nameOrId);
  await context.sync();
  if (!sheet.isNullObject) sheet.delete();
}

/** May be done twice: Excel may have added the sheet before it was too busy to say so. */
async function addSheet(context: Excel.RequestContext, name: string): Promise<string> {
  const { worksheets } = context.workbook;
  if (await isTaken(context, name)) {
    throw new AppError("WORKBOOK_REFUSED", `Somebody else just added a sheet with the name "${name}".`, { hint: "Insert the table again." });
  }
  const added = worksheets.getItemOrNullObject(name);
  await context.sync();
  const sheet = added.isNullObject ? worksheets.add(name) : added;
  sheet.load("id");
  await context.sync();
  return sheet.id;
}

async function claimCells(context: Excel.RequestContext, corner: Corner, { size, formats, signal, noteWayBack }: Claim): Promise<Corner> {
  checkRoom(corner, size);
  const wanted = { corner, block: { row: 0, column: 0, ...size } };
  await checkFree(context, wanted);
  const remembered = await rememberCells(context, { corner, size, formats, signal });
  const unchanged = (later: Excel.RequestContext): Promise<boolean> => checkFree(later, wanted).then(() => remembered.unchanged(later));
  noteWayBack({ undo: remembered.undo, unchanged });
  return corner;
}

function checkRoom({ row, column }: { readonly row: number; readonly column: number }, { rows, columns }: Size): void {
  if (columns === 0) throw new AppError("WORKBOOK_REFUSED", "A table needs at least one column.");
  if (row + rows <= sheetSize.rows && column + columns <= sheetSize.columns) return;
  throw new AppError("TOO_LARGE", "The rows do not fit on the sheet.", { hint: "Choose fewer rows, or start nearer to cell A1." });
}
