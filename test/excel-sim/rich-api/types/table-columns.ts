import type { Area, CellInput } from "../../sheet-model";
import type { Arguments } from "../arguments";
import { changeColumnIds, columnIds } from "../column-ids";
import type { ExcelState } from "../excel-state";
import { bodyOf, sameName, tableById } from "../find-areas";
import { createObject, expectText, type HostObject, type ObjectType, readOnly } from "../host-object";
import { itemNotFound } from "../rich-api-error";
import { columnFilterObject } from "./column-filter";
import { showsTotals, totalsRow, wholeTable } from "./table-totals";

type ColumnsSelf = { readonly state: ExcelState; readonly tableId: string };
type ColumnSelf = ColumnsSelf & { readonly index: number };

const tableArea = ({ state, tableId }: ColumnsSelf): Area => tableById(state, tableId).area;
/** With header and totals. */
const columnArea = (self: ColumnSelf): Area => ({ ...wholeTable(self), column: tableArea(self).column + self.index, columns: 1 });
const headerCell = (self: ColumnSelf): Area => ({ ...columnArea(self), rows: 1 });

const headersOf = (self: ColumnsSelf): string[] =>
  (self.state.model.readValues({ ...tableArea(self), rows: 1 })[0] ?? []).map(String);

const columnType: ObjectType<ColumnSelf> = {
  name: "TableColumn",
  identity: (self) => ({ Id: columnIds(self)[self.index] ?? 0 }),
  properties: {
    Id: readOnly((self) => columnIds(self)[self.index] ?? 0),
    Index: readOnly(({ index }) => index),
    Name: {
      get: (self) => headersOf(self)[self.index] ?? "",
      set: (self, value) => self.state.model.writeCells(headerCell(self), [[`'${expectText(value, "TableColumn.name")}`]]),
    },
    Values: {
      get: (self) => self.state.model.readValues(columnArea(self)),
      set: (self, value) => self.state.model.writeCells(columnArea(self), value as CellInput[][]),
    },
  },
  links: { Filter: ({ state, tableId, index }) => columnFilterObject({ state, tableId, columnId: columnIds({ state, tableId })[index] ?? 0 }) },
  methods: {
    GetRange: (self) => self.state.make.range(columnArea(self)),
    GetHeaderRowRange: (self) => self.state.make.range(headerCell(self)),
    GetTotalRowRange(self, args) {
      if (!showsTotals(self)) throw itemNotFound(args.location);
      return self.state.make.range({ ...totalsRow(self), column: columnArea(self).column, columns: 1 });
    },
    GetDataBodyRange(self) {
      const { column } = columnArea(self);
      return self.state.make.range({ ...bodyOf(self.state, self.tableId), column, columns: 1 });
    },
    Delete(self) {
      const { state, tableId } = self;
      const area = tableArea(self);
      changeColumnIds(self, self.index, "delete");
      state.model.deleteCells(columnArea(self), "left");
      state.model.resizeTable(tableId, { ...area, columns: area.columns - 1 });
    },
  },
};

const columnsType: ObjectType<ColumnsSelf> = {
  name: "TableColumnCollection",
  properties: { Count: readOnly((self) => tableArea(self).columns) },
  items: (self) => headersOf(self).map((_, index) => createObject(columnType, { ...self, index })),
  methods: {
    GetCount: (self) => tableArea(self).columns,
    GetItem(self, args) {
      const column = find(self, args.raw(0));
      if (!column) throw itemNotFound(args.location);
      return column;
    },
    GetItemOrNullObject: (self, args) => find(self, args.raw(0)),
    GetItemAt(self, args) {
      const index = args.integer(0);
      if (index < 0 || index >= tableArea(self).columns) throw args.refuse();
      return createObject(columnType, { ...self, index });
    },
    Add: addColumn,
  },
};

function find(self: ColumnsSelf, key: unknown): HostObject | null {
  const index = typeof key === "number" ? columnIds(self).indexOf(key) : headersOf(self).findIndex((header) => sameName(header, String(key)));
  return index >= 0 && index < tableArea(self).columns ? createObject(columnType, { ...self, index }) : null;
}

function addColumn(self: ColumnsSelf, args: Arguments): HostObject {
  const { state, tableId } = self;
  const area = tableArea(self);
  const wished = args.optionalInteger(0) ?? -1;
  const index = wished < 0 ? area.columns : wished;
  const values = args.raw(1);
  changeColumnIds(self, index, "insert");
  state.model.insertCells({ ...wholeTable(self), column: area.column + index, columns: 1 }, "right");
  state.model.resizeTable(tableId, { ...area, columns: area.columns + 1 });
  const column = { ...self, index };
  if (Array.isArray(values)) state.model.writeCells({ ...columnArea(column), rows: area.rows }, values as CellInput[][]);
  const name = args.optionalText(2);
  if (name !== null) state.model.writeCells(headerCell(column), [[`'${name}`]]);
  return createObject(columnType, column);
}

export const tableColumnsObject = (state: ExcelState, tableId: string): HostObject => createObject(columnsType, { state, tableId });
