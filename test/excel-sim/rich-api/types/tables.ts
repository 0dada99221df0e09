import { overlaps, sameArea } from "../../areas";
import type { Area, TableInfo } from "../../sheet-model";
import type { Arguments } from "../arguments";
import { eventTypes, workbookTarget } from "../event-registry";
import type { ExcelState } from "../excel-state";
import { areaOfArgument, bodyOf, checkedArea, findTable, sameName, tableById } from "../find-areas";
import { createObject, expectText, type HostObject, type ObjectType, readOnly } from "../host-object";
import { invalidArgument, invalidOperation, itemAlreadyExists, itemNotFound, notSimulated } from "../rich-api-error";
import { fillCalculated } from "../fill-calculated";
import { autoFilterObject, clearFilters, reapplyFilters } from "./column-filter";
import { eventsOf } from "./events-of";
import { lookProperties } from "./looks";
import { refusedWhenProtected, refuseProtected } from "./protection";
import { tableColumnsObject } from "./table-columns";
import { tableRowsObject } from "./table-rows";
import { tableSortObject } from "./table-sort";
import { setShowTotals, showsTotals, totalsRow, wholeTable } from "./table-totals";

type TableSelf = { readonly state: ExcelState; readonly id: string };

const areaOf = ({ state, id }: TableSelf): Area => tableById(state, id).area;
const wholeOf = ({ state, id }: TableSelf): Area => wholeTable({ state, tableId: id });

const tableType: ObjectType<TableSelf> = {
  name: "Table",
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: readOnly(({ id }) => id),
    Name: {
      get: ({ state, id }) => tableById(state, id).name,
      set: ({ state, id }, value) => state.model.renameTable(id, checkedTableName(state, expectText(value, "Table.name"), id)),
    },
    ShowTotals: {
      get: ({ state, id }) => showsTotals({ state, tableId: id }),
      set({ state, id }, value) {
        refuseProtected(state, tableById(state, id).area.sheetId, "Table.showTotals");
        setShowTotals({ state, tableId: id }, value === true);
      },
    },
    ...lookProperties<TableSelf>(({ id }) => id, {
      ShowHeaders: true,
      Style: "TableStyleMedium2",
      HighlightFirstColumn: false,
      HighlightLastColumn: false,
      ShowBandedRows: true,
      ShowBandedColumns: false,
      ShowFilterButton: true,
    }),
  },
  links: {
    Columns: ({ state, id }) => tableColumnsObject(state, id),
    Rows: ({ state, id }) => tableRowsObject(state, id),
    Worksheet: (self) => self.state.make.worksheet(areaOf(self).sheetId),
    Sort: ({ state, id }) => tableSortObject({ state, tableId: id }),
    AutoFilter: ({ state, id }) => autoFilterObject({ state, tableId: id }),
  },
  events: eventsOf(
    { DataChanged: eventTypes.tableDataChanged, SelectionChanged: eventTypes.tableSelectionChanged },
    ({ id }) => id,
  ),
  methods: {
    GetRange: (self) => self.state.make.range(wholeOf(self)),
    GetHeaderRowRange: headerRow,
    GetTotalRowRange({ state, id }, args) {
      if (!showsTotals({ state, tableId: id })) throw itemNotFound(args.location);
      return state.make.range(totalsRow({ state, tableId: id }));
    },
    GetDataBodyRange: ({ state, id }) => state.make.range(bodyOf(state, id)),
    ...refusedWhenProtected<TableSelf>((self) => areaOf(self).sheetId, {
      Resize: resize,
      Delete: (self) => remove(self, "clear"),
      ConvertToRange(self) {
        const area = wholeOf(self);
        remove(self, "keep");
        return self.state.make.range(area);
      },
      ClearFilters: ({ state, id }) => clearFilters({ state, tableId: id }),
      ReapplyFilters: ({ state, id }) => reapplyFilters({ state, tableId: id }),
    }),
  },
};

function remove({ state, id }: TableSelf, cells: "clear" | "keep"): void {
  const self = { state, tableId: id };
  clearFilters(self);
  if (cells === "clear" && showsTotals(self)) state.model.clear(totalsRow(self), "all");
  state.model.deleteTable(tableById(state, id).id, cells);
}

/** A header row that is switched off has no range; the simulated table keeps its cells all the same. */
function headerRow(self: TableSelf, args: Arguments): HostObject {
  const { state, id } = self;
  if (state.looks.get(`${id} ShowHeaders`) === false) throw itemNotFound(args.location);
  return state.make.range({ ...areaOf(self), rows: 1 });
}

function resize(self: TableSelf, args: Arguments): void {
  const { state, id } = self;
  if (showsTotals({ state, tableId: id })) throw notSimulated("resizing of a table with its totals row");
  const before = areaOf(self);
  const area = areaOfArgument(state, args.raw(0), { sheetId: before.sheetId, otherSheets: false, location: args.location });
  if (area.row !== before.row || !overlaps(area, before) || area.rows < 2) {
    throw args.refuse("The table headers must remain in the same row, and the resulting table must overlap the original table.");
  }
  refuseOverlap(state, { area, except: id, location: args.location });
  if (sameArea(area, before)) return;
  state.model.resizeTable(id, area);
  fillCalculated(state, { before, after: area });
}

function refuseOverlap(state: ExcelState, check: { readonly area: Area; readonly except: string | null; readonly location: string }): void {
  const hit = state.model.tables().some(({ id }) => id !== check.except && overlaps(wholeTable({ state, tableId: id }), check.area));
  if (hit) throw invalidOperation(check.location, "A table can't overlap another table.");
}

function checkedTableName(state: ExcelState, name: string, own: string): string {
  const valid = /^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) && name.length <= 255 && !/^([A-Za-z]{1,3}\d+|[RrCc])$/.test(name);
  if (!valid) throw invalidArgument("Table.name", "The table name isn't valid.");
  const holder = findTable(state, name);
  const named = state.model.names().some((candidate) => sameName(candidate.name, name));
  if (named || (holder && holder.id !== own)) throw itemAlreadyExists("Table.name");
  return name;
}

/** All tables, those of one sheet, or those that touch an area. */
type TablesSelf = { readonly state: ExcelState; readonly sheetId: string | null; readonly within: Area | null };

const tablesOf = ({ state, sheetId, within }: TablesSelf): TableInfo[] =>
  state.model.tables().filter(({ area }) => (sheetId === null || area.sheetId === sheetId) && (within === null || overlaps(area, within)));

const tablesType: ObjectType<TablesSelf> = {
  name: "TableCollection",
  properties: { Count: readOnly((self) => tablesOf(self).length) },
  items: (self) => tablesOf(self).map(({ id }) => self.state.make.table(id)),
  events: eventsOf(
    { DataChanged: eventTypes.tableDataChanged, Added: eventTypes.tableAdded, Deleted: eventTypes.tableDeleted },
    ({ sheetId }) => sheetId ?? workbookTarget,
  ),
  methods: {
    Add({ state, sheetId }, args) {
      const context = { sheetId: sheetId ?? state.model.activeSheetId(), otherSheets: sheetId === null, location: args.location };
      const area = checkedArea(areaOfArgument(state, args.raw(0), context), args.location);
      refuseProtected(state, area.sheetId, args.location);
      refuseOverlap(state, { area, except: null, location: args.location });
      return state.make.table(state.model.addTable(area, args.raw(1) === true).id);
    },
    GetItem(self, args) {
      const table = itemOf(self, args);
      if (!table) throw itemNotFound(args.location);
      return self.state.make.table(table.id);
    },
    GetItemOrNullObject(self, args) {
      const table = itemOf(self, args);
      return table && self.state.make.table(table.id);
    },
    GetItemAt(self, args) {
      const table = tablesOf(self)[args.integer(0)];
      if (!table) throw args.refuse();
      return self.state.make.table(table.id);
    },
    GetFirst(self, args) {
      const table = tablesOf(self)[0];
      if (!table) throw itemNotFound(args.location);
      return self.state.make.table(table.id);
    },
    GetCount: (self) => tablesOf(self).length,
  },
};

function itemOf(self: TablesSelf, args: Arguments): TableInfo | null {
  const key = args.text(0);
  return tablesOf(self).find(({ id, name }) => id === key || sameName(name, key)) ?? null;
}

export const tableObject = (state: ExcelState, id: string): HostObject => createObject(tableType, { state, id });

export const tablesObject = (state: ExcelState, sheetId: string | null, within: Area | null): HostObject =>
  createObject(tablesType, { state, sheetId, within });
