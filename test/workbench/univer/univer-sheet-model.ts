import type { ICommandInfo, ICellData, IExecutionOptions } from "@univerjs/core";
import { ObjectMatrix } from "@univerjs/core";
import type { ISetRangeValuesMutationParams, ISetSelectionsOperationParams } from "@univerjs/sheets";
import { SetRangeValuesMutation, SetSelectionsOperation, SetWorksheetActiveOperation } from "@univerjs/sheets";
import { holds, mapArea } from "../../excel-sim/areas";
import type { Area, CellAddress, SheetModel } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { followCalculation } from "./calculation";
import { cellsOf } from "./cells";
import { createEvents } from "./events";
import type { Events } from "./events";
import type { HostedFunctions } from "./functions";
import { hostFunctions, spillAt } from "./functions";
import { lineOperations } from "./lines";
import { nameOperations } from "./names";
import { areaOf } from "./ranges";
import { reorderRows } from "./reorder-rows";
import { sheetOperations } from "./sheets";
import { shiftOperations } from "./shifting";
import type { TableOperations } from "./tables";
import { tableOperations } from "./tables";

/** What the workbench knows about its workbook besides the host's interface. */
export type UniverSheetModel = SheetModel & {
  /** Custom-function calls that have not answered yet. */
  pendingCalls(): number;
};

/** A Univer workbook as the simulated Excel host sees it. */
export function createUniverSheetModel(book: Book): UniverSheetModel {
  const events = createEvents();
  const cells = cellsOf(book);
  let functions: HostedFunctions | null = null;
  /** Cells whose formulas the next recalculation runs again. */
  const marked: Area[] = [];

  const calculation = followCalculation(book, {
    started: () => functions?.calls.beginRound(),
    ended: () => functions?.calls.endRound(),
    applied(sheetIds) {
      events.quietly(() => functions?.applyFormats());
      for (const sheetId of sheetIds) events.emit({ kind: "calculated", sheetId });
    },
  });
  const names = nameOperations(book);
  const shifts = shiftOperations(book, events, () => {
    const moveNames = names.noteNames();
    return (move) => {
      tables.moveTables(move);
      moveNames(move);
    };
  });
  const clear = (area: Area, what: Parameters<SheetModel["clear"]>[1]): void => {
    events.quietly(() => cells.clear(area, what));
    if (what !== "contents") events.emit({ kind: "formatsChanged", area });
    if (what !== "formats") contentsChanged(area);
  };
  const tables: TableOperations = tableOperations(book, events, {
    cells,
    insertRow: (area) => shifts.insertCells(area, "down"),
    clear: (area) => clear(area, "all"),
  });
  const contentsChanged = (area: Area): void => {
    tables.tidyHeaders(area);
    functions?.calls.sweep();
    events.emit({ kind: "cellsChanged", area, change: "RangeEdited" });
  };
  book.commands.onCommandExecuted((command, options) => watchUniver(command, options, { events, contentsChanged }));
  watchTabs(book, events);

  const sheets = sheetOperations(book, events);
  const read = <T>(area: Area, pick: (cell: CellAddress) => T): T[][] =>
    mapArea(area, (row, column) => pick({ sheetId: area.sheetId, row, column }));

  return {
    ...sheets,
    ...shifts,
    ...names,
    ...tables,
    ...lineOperations(book),
    deleteSheet(sheetId) {
      tables.moveTables((area) => (area.sheetId === sheetId ? null : area));
      for (const { name, scope, refersTo } of names.names()) {
        if (scope === sheetId || (typeof refersTo !== "string" && refersTo.sheetId === sheetId)) names.deleteName(name, scope);
      }
      sheets.removeSheet(sheetId);
      functions?.calls.sweep();
      events.emit({ kind: "sheetDeleted", sheetId });
    },
    readValues: (area) => read(area, cells.value),
    readFormulas: (area) => read(area, (cell) => cells.formula(cell) ?? cells.value(cell)),
    readNumberFormats: (area) => read(area, cells.format),
    readText: (area) => read(area, cells.text),
    errorText: (cell) => functions?.errorText(cell) ?? null,
    writeCells(area, inputs) {
      events.quietly(() => cells.write(area, inputs));
      contentsChanged(area);
    },
    writeNumberFormats(area, formats) {
      events.quietly(() => cells.writeFormats(area, formats));
      events.emit({ kind: "formatsChanged", area });
    },
    clear,
    reorderRows(area, order) {
      events.quietly(() => reorderRows(book, area, order));
      contentsChanged(area);
    },
    usedArea: cells.used,
    autofitColumns: (area) => cells.autofit(area, tables.isHeader),
    connectFunctions(runner) {
      functions = hostFunctions({ book, cells }, runner, (cell) => calculation.mark([cell]));
      calculation.markAll();
    },
    spillAt: (cell) => (cells.value(cell) === "#SPILL!" ? null : spillAt(book, cell)),
    markDirty: (area) => void marked.push(area),
    recalculate(kind) {
      const areas = marked.splice(0);
      const isMeant = (cell: CellAddress) => kind === "full" || areas.some((area) => holds(area, cell));
      functions?.calls.clear(isMeant);
      if (kind === "full") calculation.markAll();
      else if (areas.length > 0) calculation.mark(areas.flatMap((area) => mapArea(area, (row, column) => ({ ...area, row, column })).flat()));
    },
    settled: calculation.settled,
    subscribe: events.subscribe,
    pendingCalls: () => functions?.calls.pending() ?? 0,
  };
}

type Watcher = { readonly events: Events; readonly contentsChanged: (area: Area) => void };

/** Turns what a person does in the grid, and what the model does through Univer, into events. */
function watchUniver(command: Readonly<ICommandInfo>, options: IExecutionOptions | undefined, { events, contentsChanged }: Watcher): void {
  if (command.id === SetSelectionsOperation.id) {
    if (events.quiet) return;
    const { subUnitId, selections } = command.params as ISetSelectionsOperationParams;
    const range = selections.at(-1)?.range;
    if (range) events.emit({ kind: "selected", area: areaOf(subUnitId, range) });
  } else if (command.id === SetRangeValuesMutation.id && !events.quiet && !isOwnWrite(options)) {
    typed(command.params as ISetRangeValuesMutationParams, { events, contentsChanged });
  }
}

function watchTabs(book: Book, events: Events): void {
  const active = (): string => book.workbook.getActiveSheet().getSheetId();
  let from = active();
  book.commands.onCommandExecuted(({ id }) => {
    if (id !== SetWorksheetActiveOperation.id || events.quiet || active() === from) return;
    const sheetId = active();
    events.emit({ kind: "sheetActivated", sheetId, from });
    from = sheetId;
  });
}

/** Univer itself writes calculated values and what it derives from formulas. */
const isOwnWrite = (options: IExecutionOptions | undefined): boolean => options?.onlyLocal === true || options?.fromFormula === true;

/** A person typed, pasted or formatted. */
function typed({ subUnitId, cellValue }: ISetRangeValuesMutationParams, { events, contentsChanged }: Watcher): void {
  if (!cellValue) return;
  const matrix = new ObjectMatrix(cellValue);
  const area = areaOf(subUnitId, matrix.getDataRange());
  let hasContent = false;
  matrix.forValue((_row, _column, data) => {
    hasContent ||= data === null || Object.keys(data as ICellData).some((key) => key !== "s");
  });
  if (hasContent) contentsChanged(area);
  else events.emit({ kind: "formatsChanged", area });
}
