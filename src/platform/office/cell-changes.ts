import type { CellChanges, CellWatch, FollowedCell } from "../ports";
import { requireCapability } from "./capabilities";
import { isName, meet, toBlock, toPlace, withSheet } from "./cell-place";
import { toWorkbookError } from "./excel-errors";
import { namedRange, placesOf } from "./followed-cells";
import { retryTransient } from "./retry-transient";
import { runExcel, runExcelWhenIdle } from "./run-excel";

/** Cells that a person changes, through Office JS. */
export const officeCellChanges: CellChanges = { selected, find, place, watch };

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

async function place(cell: FollowedCell, signal: AbortSignal): Promise<FollowedCell | null> {
  const [placed] = await placesOf([cell], signal);
  return placed?.now ?? null;
}

/** @see https://learn.microsoft.com/javascript/api/excel/excel.worksheetcollection#excel-excel-worksheetcollection-onchanged-member */
async function watch(watched: CellWatch, signal: AbortSignal): Promise<void> {
  requireCapability("cellChanges");
  const hear = async (event: Changed): Promise<void> => {
    try {
      await tell(watched, event, signal);
    } catch (failure) {
      if (!signal.aborted) watched.failed(toWorkbookError(failure));
    }
  };
  const listener = async (event: Excel.WorksheetChangedEventArgs): Promise<void> => {
    if (!signal.aborted && isByPerson(event)) await hear(event);
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
  await hear(nothingChanged);
}

const nothingChanged: Changed = { worksheetId: "", address: "" };

/** Colleagues' changes are theirs to follow; this add-in's own would make a query run for ever. */
const isByPerson = ({ source, triggerSource }: Excel.WorksheetChangedEventArgs): boolean =>
  source === Excel.EventSource.local && triggerSource !== Excel.EventTriggerSource.thisLocalAddin;

async function remove(handler: OfficeExtension.EventHandlerResult<Excel.WorksheetChangedEventArgs>): Promise<void> {
  handler.remove();
  await handler.context.sync();
}

type Changed = Pick<Excel.WorksheetChangedEventArgs, "worksheetId" | "address">;

/** Says where the cells are, and which of them were among those that changed. */
async function tell({ cells, placed, changed }: CellWatch, { worksheetId, address }: Changed, signal: AbortSignal): Promise<void> {
  const blocks = address.split(",").flatMap((part) => toBlock(part) ?? []);
  for (const { followed, now, range } of await placesOf(cells, signal)) {
    placed(followed, now);
    if (range?.sheetId === worksheetId && blocks.some((block) => meet(block, range.block))) changed(followed);
  }
}
