import type { Area, CellInput } from "../../sheet-model";
import type { Arguments } from "../arguments";
import type { ExcelState } from "../excel-state";
import { bodyOf as tableBody, tableById } from "../find-areas";
import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";

type RowsSelf = { readonly state: ExcelState; readonly tableId: string };
type RowSelf = RowsSelf & { readonly index: number };

const bodyOf = ({ state, tableId }: RowsSelf): Area => tableBody(state, tableId);

/** Rows of the body from an index on. */
const slice = (body: Area, index: number, rows: number): Area => ({ ...body, row: body.row + index, rows });

const rowArea = (self: RowSelf): Area => slice(bodyOf(self), self.index, 1);

const rowType: ObjectType<RowSelf> = {
  name: "TableRow",
  properties: {
    Index: readOnly(({ index }) => index),
    Values: {
      get: (self) => self.state.model.readValues(rowArea(self)),
      set: (self, value) => self.state.model.writeCells(rowArea(self), value as CellInput[][]),
    },
  },
  methods: {
    GetRange: (self) => self.state.make.range(rowArea(self)),
    Delete: (self) => deleteRows(self, self.index, 1),
  },
};

const rowsType: ObjectType<RowsSelf> = {
  name: "TableRowCollection",
  properties: { Count: readOnly((self) => bodyOf(self).rows) },
  items: (self) => Array.from({ length: bodyOf(self).rows }, (_, index) => createObject(rowType, { ...self, index })),
  methods: {
    GetCount: (self) => bodyOf(self).rows,
    GetItemAt(self, args) {
      const index = args.integer(0);
      if (index < 0 || index >= bodyOf(self).rows) throw args.refuse();
      return createObject(rowType, { ...self, index });
    },
    Add: addRows,
    DeleteRowsAt(self, args) {
      const [index, count] = [args.integer(0), args.optionalInteger(1) ?? 1];
      if (index < 0 || index + count > bodyOf(self).rows) throw args.refuse();
      deleteRows(self, index, count);
    },
  },
};

/** Adds rows at an index, or at the end; a table with one empty row is filled instead, as Excel does. */
function addRows(self: RowsSelf, args: Arguments): HostObject {
  const { state, tableId } = self;
  const { area } = tableById(state, tableId);
  const body = bodyOf(self);
  const rows = rowValues(args.raw(1), body.columns);
  if (rows.some((row) => row.length !== body.columns)) {
    throw args.refuse("The number of rows or columns in the input array doesn't match the size or dimensions of the range.");
  }
  const index = args.optionalInteger(0);
  const isEmpty = body.rows === 1 && state.model.readValues(body).flat().every((value) => value === "");
  const fills = isEmpty && index === null && args.raw(2) !== true;
  const at = fills ? 0 : index === null || index < 0 ? body.rows : index;
  const added = fills ? rows.length - 1 : rows.length;
  if (added > 0) state.model.insertCells(slice(body, fills ? 1 : at, added), "down");
  state.model.resizeTable(tableId, { ...area, rows: area.rows + added });
  state.model.writeCells(slice(body, at, rows.length), rows);
  return createObject(rowType, { ...self, index: at });
}

function rowValues(value: unknown, columns: number): CellInput[][] {
  if (!Array.isArray(value)) return [Array.from({ length: columns }, () => (value ?? "") as CellInput)];
  return (Array.isArray(value[0]) ? value : [value]) as CellInput[][];
}

/** The last row of a table cannot go: it is emptied. */
function deleteRows(self: RowsSelf, index: number, count: number): void {
  const { state, tableId } = self;
  const { area } = tableById(state, tableId);
  const body = bodyOf(self);
  const all = count === body.rows;
  if (all) state.model.clear(slice(body, 0, 1), "contents");
  const [first, removed] = all ? [1, count - 1] : [index, count];
  if (removed === 0) return;
  state.model.deleteCells(slice(body, first, removed), "up");
  state.model.resizeTable(tableId, { ...area, rows: area.rows - removed });
}

export const tableRowsObject = (state: ExcelState, tableId: string): HostObject => createObject(rowsType, { state, tableId });
