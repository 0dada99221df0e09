import { formatBlock } from "../address";
import { overlaps } from "../areas";
import type { Area, SheetEvent } from "../sheet-model";
import { eventTypes, workbookTarget } from "./event-registry";
import type { ExcelState } from "./excel-state";

/** Tells office.js of what happens in the grid. `byAddIn` is whether an add-in's request is running. */
export function forwardSheetEvents(state: ExcelState, byAddIn: () => boolean): () => void {
  return state.model.subscribe((event) => forward({ state, trigger: byAddIn() ? "ThisLocalAddin" : "Unknown" }, event));
}

type Context = { readonly state: ExcelState; readonly trigger: string };

function forward({ state, trigger }: Context, event: SheetEvent): void {
  const { events } = state;
  const sheet = (type: number, sheetId: string): void => events.raise(type, [workbookTarget], { worksheetId: sheetId, source: "Local" });
  const both = (type: number, sheetId: string, detail: Record<string, unknown> = {}): void =>
    events.raise(type, [sheetId, workbookTarget], { worksheetId: sheetId, ...detail });
  switch (event.kind) {
    case "cellsChanged":
      return cellsChanged({ state, trigger }, event.area, event.change);
    case "formatsChanged":
      return both(eventTypes.worksheetFormatChanged, event.area.sheetId, { address: formatBlock(event.area), source: "Local" });
    case "calculated":
      return both(eventTypes.worksheetCalculated, event.sheetId);
    case "selected":
      events.raise(eventTypes.workbookSelectionChanged, [workbookTarget], {});
      return both(eventTypes.worksheetSelectionChanged, event.area.sheetId, { address: formatBlock(event.area) });
    case "sheetAdded":
      return sheet(eventTypes.worksheetAdded, event.sheetId);
    case "sheetDeleted":
      return sheet(eventTypes.worksheetDeleted, event.sheetId);
    case "sheetActivated":
      both(eventTypes.worksheetDeactivated, event.from);
      return both(eventTypes.worksheetActivated, event.sheetId);
    case "tableAdded":
    case "tableDeleted": {
      const { id, name, area } = event.table;
      const type = event.kind === "tableAdded" ? eventTypes.tableAdded : eventTypes.tableDeleted;
      return both(type, area.sheetId, { tableId: id, tableName: name, address: formatBlock(area), source: "Local" });
    }
  }
}

function cellsChanged({ state, trigger }: Context, area: Area, change: string): void {
  const detail = {
    changeType: change,
    source: "Local",
    worksheetId: area.sheetId,
    address: formatBlock(area),
    referenceId: state.references.keep(state.make.range(area)),
    triggerSource: trigger,
    ...singleCellDetail(state, area),
  };
  state.events.raise(eventTypes.worksheetDataChanged, [area.sheetId, workbookTarget], detail);
  for (const table of state.model.tables()) {
    if (!overlaps(table.area, area)) continue;
    state.events.raise(eventTypes.tableDataChanged, [table.id, area.sheetId, workbookTarget], { ...detail, tableId: table.id });
  }
}

/** For one cell Excel also tells the value after; the value before is not known here. */
function singleCellDetail(state: ExcelState, area: Area): Record<string, unknown> {
  if (area.rows * area.columns !== 1) return {};
  return { valueBefore: "", valueAfter: state.model.readValues(area)[0]?.[0], valueTypeBefore: "Unknown", valueTypeAfter: "Unknown" };
}
