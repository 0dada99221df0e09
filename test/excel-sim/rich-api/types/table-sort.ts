import { formatBlock } from "../../address";
import { mapArea } from "../../areas";
import type { Area } from "../../sheet-model";
import type { Arguments } from "../arguments";
import { eventTypes, workbookTarget } from "../event-registry";
import type { ExcelState, SortField, TableSorting } from "../excel-state";
import { bodyOf } from "../find-areas";
import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";
import { notSimulated } from "../rich-api-error";
import { type SortCell, sortOrder } from "../sort-order";
import { refusedWhenProtected } from "./protection";

type SortSelf = { readonly state: ExcelState; readonly tableId: string };

const sortingOf = ({ state, tableId }: SortSelf): TableSorting | undefined => state.sortings.get(tableId);

const tableSortType: ObjectType<SortSelf> = {
  name: "TableSort",
  properties: {
    Fields: readOnly((self) => sortingOf(self)?.fields ?? []),
    MatchCase: readOnly(() => false),
    Method: readOnly(() => "PinYin"),
  },
  methods: refusedWhenProtected<SortSelf>(({ state, tableId }) => bodyOf(state, tableId).sheetId, {
    Apply(self, args) {
      if (args.raw(1) === true) throw notSimulated("sorting by upper and lower case");
      const fields = checkedFields(self, args);
      self.state.sortings.set(self.tableId, { fields });
      sortRows(self, fields);
    },
    // Rows stay where they are.
    Clear: ({ state, tableId }) => void state.sortings.delete(tableId),
    Reapply: (self) => sortRows(self, sortingOf(self)?.fields ?? []),
  }),
};

function checkedFields({ state, tableId }: SortSelf, args: Arguments): readonly SortField[] {
  const given = args.raw(0);
  const { columns } = bodyOf(state, tableId);
  if (!Array.isArray(given) || given.length === 0) throw args.refuse();
  return (given as readonly Partial<SortField & Record<"sortOn" | "dataOption", string>>[]).map(({ key, ascending, sortOn = "Value", dataOption = "Normal" }) => {
    if (!Number.isInteger(key) || key === undefined || key < 0 || key >= columns) throw args.refuse();
    if (sortOn !== "Value" || dataOption !== "Normal") throw notSimulated(`sorting by ${sortOn}, ${dataOption}`);
    return { key, ascending: ascending !== false };
  });
}

/** Rows that are hidden stay where they are. */
function sortRows({ state, tableId }: SortSelf, fields: readonly SortField[]): void {
  const body = bodyOf(state, tableId);
  const hidden = state.model.readHidden(body, "rows");
  const shown = hidden.flatMap((isHidden, row) => (isHidden ? [] : [row]));
  const keys = fields.map(({ key, ascending }) => {
    const cells = sortCells(state, { ...body, column: body.column + key, columns: 1 });
    return { cells: shown.map((row) => cells[row] ?? null), ascending };
  });
  const order = hidden.map((_, row) => row);
  sortOrder(shown.length, keys).forEach((from, to) => (order[shown[to] ?? to] = shown[from] ?? from));
  if (order.every((from, to) => from === to)) return;
  state.model.reorderRows(body, order);
  const detail = { worksheetId: body.sheetId, address: formatBlock(body), source: "Local" };
  state.events.raise(eventTypes.worksheetRowSorted, [body.sheetId, workbookTarget], detail);
}

function sortCells({ model }: ExcelState, column: Area): readonly SortCell[] {
  const [values, formulas] = [model.readValues(column), model.readFormulas(column)];
  return mapArea(column, (row) => (formulas[row - column.row]?.[0] === "" ? null : (values[row - column.row]?.[0] ?? null))).flat();
}

export const tableSortObject = (self: SortSelf): HostObject => createObject(tableSortType, self);
