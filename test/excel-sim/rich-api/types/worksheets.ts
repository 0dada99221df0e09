import { createObject, expectText, type HostObject, type ObjectType, readOnly } from "../host-object";
import type { SheetVisibility } from "../../sheet-model";
import { eventTypes, workbookTarget } from "../event-registry";
import type { ExcelState } from "../excel-state";
import { areaOfAddress, checkedArea, findSheet, sheetById } from "../find-areas";
import { invalidArgument, invalidOperation, itemAlreadyExists, itemNotFound } from "../rich-api-error";
import { sheetSize } from "../../areas";
import { lookProperties } from "./looks";
import { protectionObject } from "./protection";
import { eventsOf } from "./events-of";

type WorksheetSelf = { readonly state: ExcelState; readonly id: string };

const worksheetEvents = {
  DataChanged: eventTypes.worksheetDataChanged,
  Activated: eventTypes.worksheetActivated,
  Deactivated: eventTypes.worksheetDeactivated,
  SelectionChanged: eventTypes.worksheetSelectionChanged,
  Calculated: eventTypes.worksheetCalculated,
  FormatChanged: eventTypes.worksheetFormatChanged,
  RowSorted: eventTypes.worksheetRowSorted,
  ColumnSorted: eventTypes.worksheetColumnSorted,
};

const worksheetType: ObjectType<WorksheetSelf> = {
  name: "Worksheet",
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: readOnly(({ id }) => id),
    Name: {
      get: ({ state, id }) => sheetById(state, id).name,
      set({ state, id }, value) {
        const name = checkedSheetName(state, expectText(value, "Worksheet.name"), { location: "Worksheet.name", own: id });
        state.model.renameSheet(id, name);
      },
    },
    Position: {
      get: ({ state, id }) => state.model.sheets().findIndex((sheet) => sheet.id === id),
      set: ({ state, id }, value) => state.model.moveSheet(id, Number(value)),
    },
    Visibility: {
      get: ({ state, id }) => sheetById(state, id).visibility,
      set: ({ state, id }, value) => state.model.setSheetVisibility(id, expectText(value, "Worksheet.visibility") as SheetVisibility),
    },
    ...lookProperties<WorksheetSelf>(({ id }) => id, { TabColor: "", StandardWidth: 64, StandardHeight: 15, ShowGridlines: true, ShowHeadings: true, EnableCalculation: true }),
  },
  links: {
    Tables: ({ state, id }) => state.make.tables(id),
    Names: ({ state, id }) => state.make.names(id),
    Protection: ({ state, id }) => protectionObject(state, id),
    FreezePanes: ({ state, id }) => createObject(freezePanesType, { state, id }),
  },
  events: eventsOf(worksheetEvents, ({ id }) => id),
  methods: {
    Activate: ({ state, id }) => state.model.activateSheet(sheetById(state, id).id),
    Delete({ state, id }, { location }) {
      const visible = state.model.sheets().filter((sheet) => sheet.visibility === "Visible" && sheet.id !== id);
      if (visible.length === 0) throw invalidOperation(location, "A workbook must contain at least one visible worksheet.");
      state.model.deleteSheet(id);
    },
    Calculate: ({ state }) => state.model.recalculate("dirty"),
    GetRange({ state, id }, args) {
      const address = args.optionalText(0) ?? "";
      if (address === "") return state.make.range({ sheetId: id, row: 0, column: 0, ...sheetSize });
      return state.make.range(areaOfAddress(state, address, { sheetId: id, otherSheets: false, location: args.location }));
    },
    GetRangeByIndexes({ state, id }, args) {
      const [row, column, rows, columns] = [0, 1, 2, 3].map((index) => args.integer(index)) as [number, number, number, number];
      return state.make.range(checkedArea({ sheetId: id, row, column, rows, columns }, args.location));
    },
    GetCell: ({ state, id }, args) =>
      state.make.range(checkedArea({ sheetId: id, row: args.integer(0), column: args.integer(1), rows: 1, columns: 1 }, args.location)),
    GetUsedRange: ({ state, id }) => state.make.range(state.model.usedArea(id) ?? { sheetId: id, row: 0, column: 0, rows: 1, columns: 1 }),
    GetUsedRangeOrNullObject({ state, id }) {
      const used = state.model.usedArea(id);
      return used && state.make.range(used);
    },
  },
};

/** Panes are remembered by the request log only. */
const freezePanesType: ObjectType<WorksheetSelf> = {
  name: "WorksheetFreezePanes",
  methods: { FreezeRows: () => null, FreezeColumns: () => null, FreezeAt: () => null, Unfreeze: () => null },
};

type WorksheetsSelf = { readonly state: ExcelState };

const worksheetsType: ObjectType<WorksheetsSelf> = {
  name: "WorksheetCollection",
  items: ({ state }) => state.model.sheets().map(({ id }) => state.make.worksheet(id)),
  events: eventsOf(
    { ...worksheetEvents, WorksheetAdded: eventTypes.worksheetAdded, Added: eventTypes.worksheetAdded, WorksheetDeleted: eventTypes.worksheetDeleted, Deleted: eventTypes.worksheetDeleted },
    () => workbookTarget,
  ),
  methods: {
    Add({ state }, args) {
      const wished = args.optionalText(0);
      const name = wished ? checkedSheetName(state, wished, { location: args.location, own: null }) : nextSheetName(state);
      return state.make.worksheet(state.model.addSheet(name).id);
    },
    GetItem({ state }, args) {
      const sheet = findSheet(state, args.text(0));
      if (!sheet) throw itemNotFound(args.location);
      return state.make.worksheet(sheet.id);
    },
    GetItemOrNullObject({ state }, args) {
      const sheet = findSheet(state, args.text(0));
      return sheet && state.make.worksheet(sheet.id);
    },
    GetActiveWorksheet: ({ state }) => state.make.worksheet(state.model.activeSheetId()),
    GetFirst: ({ state }, args) => nth(state, 0, args.raw(0) === true),
    GetLast: ({ state }, args) => nth(state, -1, args.raw(0) === true),
    GetCount: ({ state }, args) => visibleSheets(state, args.raw(0) === true).length,
  },
};

const visibleSheets = (state: ExcelState, visibleOnly: boolean) =>
  state.model.sheets().filter(({ visibility }) => !visibleOnly || visibility === "Visible");

function nth(state: ExcelState, index: number, visibleOnly: boolean): HostObject | null {
  const sheet = visibleSheets(state, visibleOnly).at(index);
  return sheet ? state.make.worksheet(sheet.id) : null;
}

function checkedSheetName(state: ExcelState, name: string, { location, own }: { readonly location: string; readonly own: string | null }): string {
  if (name === "" || name.length > 31 || /[\\/?*[\]:]/.test(name) || /^'|'$/.test(name)) {
    throw invalidArgument(location, "The worksheet name is invalid.");
  }
  const holder = findSheet(state, name);
  if (holder && holder.id !== own) throw itemAlreadyExists(location);
  return name;
}

function nextSheetName(state: ExcelState): string {
  let number = state.model.sheets().length + 1;
  while (findSheet(state, `Sheet${number}`)) number++;
  return `Sheet${number}`;
}

export const worksheetObject = (state: ExcelState, id: string): HostObject => createObject(worksheetType, { state, id });
export const worksheetsObject = (state: ExcelState): HostObject => createObject(worksheetsType, { state });
