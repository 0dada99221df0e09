import { AppError } from "../../base/app-error";
import type { TableInsert, TableTarget, WrittenTable } from "../ports";
import { findActiveCell } from "./active-cell";
import { requireCapability } from "./capabilities";
import { checkFree } from "./check-free";
import { freeSheetName, freeTableName } from "./free-name";
import { runExcel, withoutEvents } from "./run-excel";
import { cellsOf, type Corner } from "./sheet-cells";
import { written } from "./table-location";
import { retryTransient } from "./retry-transient";
import { toCellInput } from "./text-mark";
import { uncancelled } from "./uncancelled";
import { undoAfter } from "./undo";
import { writeBody } from "./write-body";

/** Where the table will begin, and how to give its cells back. */
type Place = { readonly corner: Corner; readonly undo: (context: Excel.RequestContext) => void };

type Size = { readonly rows: number; readonly columns: number };

const sheetSize: Size = { rows: 1_048_576, columns: 16_384 };

const leftovers = { sentence: "Cells that were already written could not be removed.", hint: "Delete them by hand." };

/** Writes values first, then makes the table of them: much quicker than rows added to a table. */
export async function insertTable(insert: TableInsert, signal: AbortSignal): Promise<WrittenTable> {
  requireCapability("tables");
  return withoutEvents(async (quiet) => {
    let undo: Place["undo"] | undefined;
    const noteUndo = (way: Place["undo"]) => void (undo = way);
    try {
      const placed = await runExcel(signal, async (context) => {
        await quiet(context);
        return write(context, { insert, signal, noteUndo });
      });
      await insert.confirm?.(placed);
      return placed;
    } catch (failure) {
      if (undo) await undoAfter(AppError.from(failure), { undo, otherwise: leftovers });
      throw failure;
    }
  });
}

type Write = { readonly insert: TableInsert; readonly signal: AbortSignal; readonly noteUndo: (undo: Place["undo"]) => void };

async function write(context: Excel.RequestContext, { insert, signal, noteUndo }: Write): Promise<WrittenTable> {
  const { content, target, onProgress } = insert;
  const size = { rows: Math.max(1, content.rows.length) + 1, columns: content.headers.length };
  const place = await claim(context, target, size);
  noteUndo(place.undo);
  const { corner } = place;
  const body = { corner, content, signal };
  await writeBody(context, onProgress ? { ...body, onProgress } : body);
  signal.throwIfAborted();
  const placed = await retryTransient(() => makeTable(context, { corner, size, insert }), { signal: uncancelled });
  noteUndo((later) => {
    later.workbook.tables.getItemOrNullObject(placed.location.id).delete();
    place.undo(later);
  });
  return placed;
}

type Making = { readonly corner: Corner; readonly size: Size; readonly insert: TableInsert };

/** May be done twice: Excel may have made the table before it was too busy to say so. */
async function makeTable(context: Excel.RequestContext, { corner, size, insert }: Making): Promise<WrittenTable> {
  const { tables, names } = context.workbook;
  cellsOf(context, corner, { row: 0, column: 0, rows: 1, columns: size.columns }).values = [insert.content.headers.map(toCellInput)];
  const cells = cellsOf(context, corner, { row: 0, column: 0, ...size });
  const made = cells.getTables().load("items/id");
  tables.load("items/id,items/name");
  names.load("items/name");
  await context.sync();
  const [ours = tables.add(cells, true)] = made.items;
  const others = tables.items.filter(({ id }) => made.items.every((own) => own.id !== id));
  ours.name = freeTableName(insert.name, [...others, ...names.items].map((item) => item.name));
  fitColumns(cells, insert);
  // Fitting would show them again.
  for (const column of insert.hidden ?? []) cells.getColumn(column).columnHidden = true;
  if (!insert.inBackground) cells.worksheet.activate();
  return written(context, ours, insert.content);
}

/** Texts longer than this would make a column wider than the screen. */
const longText = 80;
/** Points. */
const widthOfLongTexts = 320;

function fitColumns(cells: Excel.Range, { content: { headers, rows }, widths = [] }: TableInsert): void {
  cells.format.autofitColumns();
  headers.forEach((_, column) => {
    const isLong = rows.some((row) => String(row[column] ?? "").length > longText);
    const width = widths[column] ?? (isLong ? widthOfLongTexts : null);
    if (width !== null) cells.getColumn(column).format.columnWidth = width;
  });
}

async function claim(context: Excel.RequestContext, target: TableTarget, size: Size): Promise<Place> {
  if (target.kind === "newSheet") return claimSheet(context, target.sheetName, size);
  return claimCells(context, target.kind === "cell" ? target.cell : await findActiveCell(context), size);
}

async function claimSheet(context: Excel.RequestContext, wished: string, size: Size): Promise<Place> {
  checkRoom({ row: 0, column: 0 }, size);
  const { worksheets } = context.workbook;
  const taken = await retryTransient(async () => {
    worksheets.load("items/name");
    await context.sync();
    return worksheets.items.map(({ name }) => name);
  }, { signal: uncancelled });
  const id = await retryTransient(() => addSheet(context, freeSheetName(wished, taken)), { signal: uncancelled });
  return { corner: { sheetId: id, row: 0, column: 0 }, undo: (later) => later.workbook.worksheets.getItemOrNullObject(id).delete() };
}

/** May be done twice: Excel may have added the sheet before it was too busy to say so. */
async function addSheet(context: Excel.RequestContext, name: string): Promise<string> {
  const { worksheets } = context.workbook;
  const added = worksheets.getItemOrNullObject(name);
  await context.sync();
  const sheet = added.isNullObject ? worksheets.add(name) : added;
  sheet.load("id");
  await context.sync();
  return sheet.id;
}

async function claimCells(context: Excel.RequestContext, corner: Corner, size: Size): Promise<Place> {
  checkRoom(corner, size);
  const whole = { row: 0, column: 0, ...size };
  await checkFree(context, { corner, block: whole });
  // Fills and borders that a person gave to the empty cells are theirs.
  return { corner, undo: (later) => cellsOf(later, corner, whole).clear("Contents") };
}

function checkRoom({ row, column }: { readonly row: number; readonly column: number }, { rows, columns }: Size): void {
  if (columns === 0) throw new AppError("WORKBOOK_REFUSED", "A table needs at least one column.");
  if (row + rows <= sheetSize.rows && column + columns <= sheetSize.columns) return;
  throw new AppError("TOO_LARGE", "The rows do not fit on the sheet.", { hint: "Choose fewer rows, or start nearer to cell A1." });
}
