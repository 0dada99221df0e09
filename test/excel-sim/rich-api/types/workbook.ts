import { eventTypes, workbookTarget } from "../event-registry";
import type { ExcelState } from "../excel-state";
import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";
import { bindingsObject } from "./bindings";
import { eventsOf } from "./events-of";
import { lookProperties, looksObject } from "./looks";
import { settingsObject, xmlPartsObject } from "./stored-items";
import { worksheetsObject } from "./worksheets";

type WorkbookSelf = { readonly state: ExcelState };

const workbookType: ObjectType<WorkbookSelf> = {
  name: "Workbook",
  properties: {
    Name: readOnly(() => "Book1.xlsx"),
    ReadOnly: readOnly(() => false),
    IsDirty: { get: () => true, set: () => undefined },
    AutoSave: readOnly(() => true),
  },
  links: {
    Worksheets: ({ state }) => worksheetsObject(state),
    Tables: ({ state }) => state.make.tables(null),
    Names: ({ state }) => state.make.names(null),
    Settings: ({ state }) => settingsObject(state),
    CustomXmlParts: ({ state }) => xmlPartsObject(state),
    Bindings: ({ state }) => bindingsObject(state),
    Application: ({ state }) => createObject(applicationType, { state }),
    Properties: ({ state }) => looksObject({ state, owner: "workbook" }, "DocumentProperties", { Title: "", Author: "", Subject: "" }),
    _Runtime: ({ state }) => createObject(runtimeType, { state }),
    Runtime: ({ state }) => createObject(runtimeType, { state }),
  },
  events: eventsOf({ SelectionChanged: eventTypes.workbookSelectionChanged }, () => workbookTarget),
  methods: {
    GetSelectedRange: ({ state }) => state.make.range(state.model.selection()),
    GetActiveCell: ({ state }) => state.make.range({ ...state.model.selection(), rows: 1, columns: 1 }),
    _GetObjectByReferenceId: ({ state }, args) => state.references.get(args.text(0)),
    _GetObjectTypeNameByReferenceId: ({ state }, args) => state.references.get(args.text(0)).typeName,
    _GetRangeForEventByReferenceId: ({ state }, args) => state.references.get(args.text(0)),
    _GetRangeOrNullObjectForEventByReferenceId: ({ state }, args) => state.references.get(args.text(0)),
    _RemoveReference: ({ state }, args) => state.references.remove(args.text(0)),
    _RemoveAllReferences: ({ state }) => state.references.clear(),
  },
};

const applicationType: ObjectType<WorkbookSelf> = {
  name: "Application",
  properties: {
    ...lookProperties<WorkbookSelf>(() => "application", { CalculationMode: "Automatic" }),
    CalculationState: readOnly(() => "Done"),
    CalculationEngineVersion: readOnly(() => 191_029),
    DecimalSeparator: readOnly(() => "."),
    ThousandsSeparator: readOnly(() => ","),
    UseSystemSeparators: readOnly(() => true),
  },
  links: { CultureInfo: ({ state }) => looksObject({ state, owner: "application" }, "CultureInfo", { Name: "en-US" }) },
  methods: {
    Calculate: ({ state }, args) => state.model.recalculate(/full/i.test(args.text(0)) ? "full" : "dirty"),
    SuspendApiCalculationUntilNextSync: () => null,
    SuspendScreenUpdatingUntilNextSync: () => null,
  },
};

const runtimeType: ObjectType<WorkbookSelf> = {
  name: "Runtime",
  properties: {
    EnableEvents: {
      get: ({ state }) => state.events.enabled,
      set({ state }, value) {
        state.events.enabled = value === true;
      },
    },
  },
};

export const workbookObject = (state: ExcelState): HostObject => createObject(workbookType, { state });
