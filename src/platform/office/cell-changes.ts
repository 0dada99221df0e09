import type { CellChanges, CellWatch } from "../ports";
import { requireCapability } from "./capabilities";
import { type CellPlace, isName, meet, toBlock, toPlace, withSheet } from "./cell-place";
import { toWorkbookError } from "./excel-errors";
import { retryTransient } from "./retry-transient";
import { runExcel, runExcelWhenIdle } from "./run-excel";

/** Cells that a person changes, through Office JS. */
export const officeCellChanges: CellChanges = { selected, find, watch };

function selected(signal: AbortSignal): Promise<string> {
  return runExcel(signal, async (context) => {
    const cell = context.workbook.getActiveCell().load("address");
    await context.sync();
    return cell.address;
  });
}

async function find(text: string, signal: AbortSignal): Promise<string | null> {
  const typed = text.trim();
  if (toPlace(typed) !== null || toBlock(typed) !== null) return findOnSheet(typed, signal);
  if (!isName(typed)) return null;
  return runExcel(signal, async (context) => {
    const range = namedRange(context, typed);
    await context.sync();
    return range.isNullObject ? null : typed;
  });
}

function findOnSheet(address: string, signal: AbortSignal): Promise<string | null> {
  return runExcel(signal, async (context) => {
    const { worksheets } = context.workbook;
    const place = toPlace(address);
    const sheet = place === null ? worksheets.getActiveWorksheet() : worksheets.getItemOrNullObject(place.sheet);
    sheet.load("name");
    await context.sync();
    return sheet.isNullObject ? null : withSheet(sheet.name, address.slice(address.lastIndexOf("!") + 1));
  });
}

const namedRange = (context: Excel.RequestContext, name: string): Excel.Range =>
  context.workbook.names.getItemOrNullObject(name).getRangeOrNullObject().load("address");

/** @see https://learn.microsoft.com/javascript/api/excel/excel.worksheetcollection#excel-excel-worksheetcollection-onchanged-member */
async function watch(watched: CellWatch, signal: AbortSignal): Promise<void> {
  requireCapability("cellChanges");
  const listener = async (event: Excel.WorksheetChangedEventArgs): Promise<void> => {
    if (signal.aborted || !isByPerson(event)) return;
    try {
      for (const cell of await changedOf(watched.cells, event, signal)) watched.changed(cell);
    } catch (failure) {
      if (!signal.aborted) watched.failed(toWorkbookError(failure));
    }
  };
  const handler = await runExcelWhenIdle(signal, (context) =>
    retryTransient(
      async () => {
        const added = context.workbook.worksheets.onChanged.add(listener);
        await context.sync();
        return added;
      },
      { signal },
    ),
  );
  // One that cannot be removed hears nothing more, since it looks at the signal.
  const leave = (): void => void Promise.allSettled([remove(handler)]);
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
}

/** Colleagues' changes are theirs to follow; this add-in's own would make a query run for ever. */
const isByPerson = ({ source, triggerSource }: Excel.WorksheetChangedEventArgs): boolean =>
  source === Excel.EventSource.local && triggerSource !== Excel.EventTriggerSource.thisLocalAddin;

async function remove(handler: OfficeExtension.EventHandlerResult<Excel.WorksheetChangedEventArgs>): Promise<void> {
  handler.remove();
  await handler.context.sync();
}

type Changed = Pick<Excel.WorksheetChangedEventArgs, "worksheetId" | "address">;

/** Which of the cells were among those that changed; a name is looked up each time, since its cells may move. */
function changedOf(cells: readonly string[], { worksheetId, address }: Changed, signal: AbortSignal): Promise<readonly string[]> {
  return runExcelWhenIdle(signal, async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(worksheetId).load("name");
    const named = cells.map((cell) => ({ cell, range: isName(cell) ? namedRange(context, cell) : null }));
    await context.sync();
    if (sheet.isNullObject) return [];
    const changed = address.split(",").flatMap((part) => toBlock(part) ?? []);
    const isChanged = (place: CellPlace | null): boolean =>
      place !== null && place.sheet.toLowerCase() === sheet.name.toLowerCase() && changed.some((block) => meet(block, place.block));
    return named.filter(({ cell, range }) => isChanged(toPlace(range === null || range.isNullObject ? cell : range.address))).map(({ cell }) => cell);
  });
}
