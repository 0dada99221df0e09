import { AppError } from "../../base/app-error";
import type { RefreshedTable, TableContent, TableRef, TableRefresh } from "../ports";
import { requireCapability } from "./capabilities";
import { checkFree } from "./check-free";
import { matchColumns } from "./match-columns";
import { runExcelWhenIdle, withoutEvents } from "./run-excel";
import { readBefore } from "./table-before";
import { tableOf, written } from "./table-location";
import { toCellInput } from "./text-mark";
import { undoAfter } from "./undo";
import { block, writeBody } from "./write-body";

/** The cell of a table's first header. */
type Place = { readonly sheetId: string; readonly row: number; readonly column: number };

/** An existing table: its corner, its size without a totals row, and whether it has one. */
type Standing = {
  readonly table: Excel.Table;
  readonly corner: Excel.Range;
  readonly place: Place;
  readonly headers: readonly string[];
  readonly bodyRows: number;
  readonly totals: boolean;
};

/**
 * Puts new rows into a table and resizes it. No cell is inserted or deleted, so that formulas that point at the table or
 * beside it stay right. Everything that Excel may refuse is asked before the first cell changes, and from then on the
 * writing is not interrupted; when Excel fails all the same, the table gets back what it had.
 */
export async function refreshTable(ref: TableRef, { content }: TableRefresh, signal: AbortSignal): Promise<RefreshedTable> {
  requireCapability("tables");
  return withoutEvents(async (quiet) => {
    let begun: Begun | undefined;
    try {
      return await runExcelWhenIdle(signal, async (context) => {
        await quiet(context);
        const change = await prepare(context, { ref, content });
        signal.throwIfAborted();
        begun = change;
        await rewrite(context, change);
        const placed = await written(context, change.standing.table, content);
        return { ...placed, placed: "position", note: null, ...counted(change) };
      });
    } catch (failure) {
      if (begun) await undoAfter(AppError.from(failure), { undo: putBack(ref, begun), otherwise: mixed });
      throw failure;
    }
  });
}

function counted({ standing, size }: Begun): Pick<RefreshedTable, "added" | "changed" | "gone"> {
  const more = size.rows - standing.bodyRows;
  return { added: Math.max(0, more), changed: Math.min(size.rows, standing.bodyRows), gone: Math.max(0, -more) };
}

const mixed = { sentence: "Old and new rows stand together.", hint: "Refresh the table again." };

/** All that is known before the first cell changes. */
type Begun = Rewrite & { readonly before: TableContent };

type Wanted = { readonly ref: TableRef; readonly content: TableContent };

async function prepare(context: Excel.RequestContext, { ref, content }: Wanted): Promise<Begun> {
  const standing = await stand(context, ref);
  const { corner, headers, bodyRows: rows } = standing;
  const positions = matchColumns(content.headers, headers) ?? refuseColumns(content.headers, headers);
  const size = { rows: Math.max(1, content.rows.length), columns: Math.max(headers.length, ...positions.map((at) => at + 1)) };
  await checkGrowth(context, standing, size);
  const old = positions.filter((at) => at < headers.length);
  const before = await readBefore(context, { corner: corner.getOffsetRange(1, 0), rows, headers, positions: old });
  return { standing, content, positions, size, before };
}

/** Puts the old rows, formats and size back, with a context of its own. */
function putBack(ref: TableRef, { standing, positions, size, before }: Begun): (context: Excel.RequestContext) => Promise<void> {
  return async (context) => {
    const { headers, bodyRows, totals, place } = standing;
    const width = headers.length;
    const corner = cornerAt(context, place);
    const table = await tableOf(context, ref);
    table.resize(block(corner, { row: 0, column: 0, rows: bodyRows + 1, columns: width }));
    const more = size.rows - bodyRows;
    if (more > 0) block(corner, { row: bodyRows + 1, column: 0, rows: more, columns: size.columns }).clear();
    if (size.columns > width) block(corner, { row: 0, column: width, rows: size.rows + 1, columns: size.columns - width }).clear();
    const old = positions.filter((at) => at < width);
    await writeBody(context, { corner: corner.getOffsetRange(1, 0), content: before, positions: old, formatted: { rows: 0, columns: 0 } });
    if (totals) table.showTotals = true;
  };
}

async function stand(context: Excel.RequestContext, ref: TableRef): Promise<Standing> {
  const table = await tableOf(context, ref);
  const header = table.getHeaderRowRange();
  const body = table.getDataBodyRange();
  table.load("showTotals");
  header.load("values,rowIndex,columnIndex,worksheet/id");
  body.load("rowCount");
  await context.sync();
  if (table.isNullObject) {
    throw new AppError("WORKBOOK_REFUSED", "The table of this query is no longer in the workbook.", {
      hint: "Insert the query again, or remove it from the list.",
    });
  }
  const place = { sheetId: header.worksheet.id, row: header.rowIndex, column: header.columnIndex };
  const headers = (header.values[0] ?? []).map(String);
  return { table, corner: cornerAt(context, place), place, headers, bodyRows: body.rowCount, totals: table.showTotals };
}

const cornerAt = (context: Excel.RequestContext, { sheetId, row, column }: Place): Excel.Range =>
  context.workbook.worksheets.getItem(sheetId).getCell(row, column);

function refuseColumns(content: readonly string[], table: readonly string[]): never {
  const there = new Set(table.map((header) => header.toLowerCase()));
  const missing = content.filter((header) => !there.has(header.toLowerCase()));
  throw new AppError("WORKBOOK_REFUSED", `The table has no column ${missing.join(", ")} any more, so rows cannot be put under the right headers.`, {
    hint: "Give the column its old header again, or insert the query again.",
  });
}

type Size = { readonly rows: number; readonly columns: number };

/** Cells that the table will newly take, below it and beside it, must be empty. */
async function checkGrowth(context: Excel.RequestContext, { corner, headers, bodyRows, totals }: Standing, size: Size): Promise<void> {
  const height = 1 + bodyRows + (totals ? 1 : 0);
  const more = size.rows - bodyRows;
  if (more > 0) await checkFree(context, block(corner, { row: height, column: 0, rows: more, columns: size.columns }));
  const wider = size.columns - headers.length;
  if (wider > 0) await checkFree(context, block(corner, { row: 0, column: headers.length, rows: height, columns: wider }));
}

type Rewrite = {
  readonly standing: Standing;
  readonly content: TableContent;
  readonly positions: readonly number[];
  readonly size: Size;
};

async function rewrite(context: Excel.RequestContext, { standing, content, positions, size }: Rewrite): Promise<void> {
  const { table, corner, bodyRows, totals, headers } = standing;
  if (totals) table.showTotals = false;
  positions.forEach((at, index) => {
    if (at >= headers.length) corner.getOffsetRange(0, at).values = [[toCellInput(content.headers[index] ?? "")]];
  });
  const body = corner.getOffsetRange(1, 0);
  await writeBody(context, { corner: body, content, positions, formatted: { rows: bodyRows, columns: headers.length } });
  table.resize(block(corner, { row: 0, column: 0, rows: size.rows + 1, columns: size.columns }));
  const fewer = bodyRows - size.rows;
  if (fewer > 0) block(corner, { row: size.rows + 1, column: 0, rows: fewer, columns: headers.length }).clear();
  if (totals) table.showTotals = true;
  table.reapplyFilters();
  await context.sync();
}
