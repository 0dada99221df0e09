import { AppError } from "../../base/app-error";
import type { TableInsert, WrittenTable } from "../ports";
import { requireCapability } from "./capabilities";
import { claimPlace, type Size, type WayBack } from "./claim-place";
import { freeTableName } from "./free-name";
import { runExcel, withoutEvents } from "./run-excel";
import { cellsOf, type Corner } from "./sheet-cells";
import { written } from "./table-location";
import { retryTransient } from "./retry-transient";
import { toCellInput } from "./text-mark";
import { uncancelled } from "./uncancelled";
import { undoAfter } from "./undo";
import { writeBody } from "./write-body";

const leftovers = {
  sentence: "What was already written could not be taken away wholly.",
  hint: "Clear the cells by hand, and look at their number formats and the widths of the columns.",
};

/** Writes values first, then makes the table of them: much quicker than rows added to a table. */
export async function insertTable(insert: TableInsert, signal: AbortSignal): Promise<WrittenTable> {
  requireCapability("tables");
  return withoutEvents(async (quiet) => {
    let wayBack: WayBack | undefined;
    const noteWayBack = (way: WayBack) => void (wayBack = way);
    try {
      const placed = await runExcel(signal, async (context) => {
        await quiet(context);
        const { target, content: { headers, rows, formats } } = insert;
        const size = { rows: Math.max(1, rows.length) + 1, columns: headers.length };
        const corner = await claimPlace(context, { target, size, formats, signal, noteWayBack });
        return write(context, { insert, signal, size, corner });
      });
      signal.throwIfAborted();
      await insert.confirm?.(placed);
      return placed;
    } catch (failure) {
      if (wayBack) await undoAfter(AppError.from(failure), { ...wayBack, otherwise: leftovers });
      throw failure;
    }
  });
}

type Making = { readonly corner: Corner; readonly size: Size; readonly insert: TableInsert };

async function write(context: Excel.RequestContext, { signal, ...making }: Making & { readonly signal: AbortSignal }): Promise<WrittenTable> {
  const { corner, insert: { content, onProgress } } = making;
  const body = { corner, content, signal };
  await writeBody(context, onProgress ? { ...body, onProgress } : body);
  signal.throwIfAborted();
  return retryTransient(() => makeTable(context, making), { signal: uncancelled });
}

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
