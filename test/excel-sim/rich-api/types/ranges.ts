import { bounding, intersect, mapArea, sheetSize, shifted } from "../../areas";
import { isErrorValue } from "../../error-values";
import type { Area, CellContent, CellInput, ClearKind, Lines } from "../../sheet-model";
import type { Arguments } from "../arguments";
import { createObject, type HostObject, type ObjectType, type Property, readOnly } from "../host-object";
import type { ExcelState } from "../excel-state";
import { areaOfArgument, checkedArea, fullAddress } from "../find-areas";
import { invalidArgument, itemNotFound, notSimulated } from "../rich-api-error";
import { refusedWhenProtected, refuseProtected } from "./protection";
import { formulaCells } from "./range-areas";
import { rangeFormatObject } from "./range-format";

type RangeSelf = { readonly state: ExcelState; readonly area: Area };

/** Above this many cells Excel answers `null` in place of a matrix. */
const mostReadableCells = 5_000_000;

function matrix<T>(read: (self: RangeSelf) => T[][]): (self: RangeSelf) => T[][] | null {
  return (self) => (self.area.rows * self.area.columns > mostReadableCells ? null : read(self));
}

function cells(property: string, read: (self: RangeSelf) => unknown[][]): Property<RangeSelf> {
  return {
    get: matrix(read),
    set({ state, area }, value) {
      refuseProtected(state, area.sheetId, `Range.${property}`);
      state.model.writeCells(area, spread<CellInput>(area, value, `Range.${property}`));
    },
  };
}

const values = cells("values", ({ state, area }) => state.model.readValues(area));
const formulas = cells("formulas", ({ state, area }) => state.model.readFormulas(area));

const numberFormat: Property<RangeSelf> = {
  get: matrix(({ state, area }) => state.model.readNumberFormats(area)),
  set({ state, area }, value) {
    refuseProtected(state, area.sheetId, "Range.numberFormat");
    state.model.writeNumberFormats(area, spread<string | null>(area, value, "Range.numberFormat"));
  },
};

/** One value for all cells, or a matrix of the range's size. */
function spread<T>(area: Area, value: unknown, location: string): T[][] {
  if (!Array.isArray(value)) return mapArea(area, () => value as T);
  const fits = value.length === area.rows && value.every((row) => Array.isArray(row) && row.length === area.columns);
  if (!fits) throw wrongSize(location);
  const plain = (value as unknown[][]).every((row) => row.every((cell) => cell === null || typeof cell !== "object"));
  if (!plain) throw invalidArgument(location);
  return value as T[][];
}

const wrongSize = (location: string) =>
  invalidArgument(location, "The number of rows or columns in the input array doesn't match the size or dimensions of the range.");

/** Whether all rows or columns of the range are hidden, `null` when only some are. */
function hidden(lines: Lines): Property<RangeSelf> {
  return {
    get({ state, area }) {
      const [first, ...others] = state.model.readHidden(area, lines);
      return others.every((other) => other === first) ? first : null;
    },
    set: ({ state, area }, value) => state.model.setHidden(area, lines, value === true),
  };
}

function valueType(value: CellContent): string {
  if (value === "") return "Empty";
  if (typeof value === "string") return isErrorValue(value) ? "Error" : "String";
  return typeof value === "number" ? "Double" : "Boolean";
}

/** Methods that give another range: from the area and the arguments to the new area. */
const navigation: Readonly<Record<string, (area: Area, args: Arguments) => Area>> = {
  GetCell: (area, args) => ({ ...shifted(area, args.integer(0), args.integer(1)), rows: 1, columns: 1 }),
  GetRow: (area, args) => ({ ...shifted(area, within(args, area.rows), 0), rows: 1 }),
  GetColumn: (area, args) => ({ ...shifted(area, 0, within(args, area.columns)), columns: 1 }),
  GetLastCell: (area) => ({ ...shifted(area, area.rows - 1, area.columns - 1), rows: 1, columns: 1 }),
  GetLastRow: (area) => ({ ...shifted(area, area.rows - 1, 0), rows: 1 }),
  GetLastColumn: (area) => ({ ...shifted(area, 0, area.columns - 1), columns: 1 }),
  GetResizedRange: (area, args) => ({ ...area, rows: area.rows + args.integer(0), columns: area.columns + args.integer(1) }),
  GetAbsoluteResizedRange: (area, args) => ({ ...area, rows: args.integer(0), columns: args.integer(1) }),
  GetOffsetRange: (area, args) => shifted(area, args.integer(0), args.integer(1)),
  GetEntireRow: (area) => ({ ...area, column: 0, columns: sheetSize.columns }),
  GetEntireColumn: (area) => ({ ...area, row: 0, rows: sheetSize.rows }),
  GetRowsBelow: (area, args) => ({ ...shifted(area, area.rows, 0), rows: args.optionalInteger(0) ?? 1 }),
  GetColumnsAfter: (area, args) => ({ ...shifted(area, 0, area.columns), columns: args.optionalInteger(0) ?? 1 }),
};

function within(args: Arguments, size: number): number {
  const index = args.integer(0);
  if (index < 0 || index >= size) throw args.refuse();
  return index;
}

const navigationMethods = Object.fromEntries(
  Object.entries(navigation).map(([name, step]) => [
    name,
    ({ state, area }: RangeSelf, args: Arguments) => state.make.range(checkedArea(step(area, args), args.location)),
  ]),
);

/** The other range of a method that takes a Range or an address. */
const other = ({ state, area }: RangeSelf, args: Arguments): Area =>
  areaOfArgument(state, args.raw(0), { sheetId: area.sheetId, otherSheets: true, location: args.location });

/** The smallest area with all cells of this range that hold something; the sheet's used area only narrows the search. */
const used = ({ state, area }: RangeSelf): Area | null => {
  const sheet = state.model.usedArea(area.sheetId);
  const within = sheet && intersect(sheet, area);
  return within && shrink(within, state.model.readFormulas(within));
};

function shrink(area: Area, contents: readonly (readonly CellContent[])[]): Area | null {
  const rows = contents.flatMap((row, index) => (row.some((cell) => cell !== "") ? [index] : []));
  const columns = (contents[0] ?? []).flatMap((_, index) => (contents.some((row) => row[index] !== "") ? [index] : []));
  const [top, left] = [rows[0], columns[0]];
  if (top === undefined || left === undefined) return null;
  const size = { rows: (rows.at(-1) ?? top) - top + 1, columns: (columns.at(-1) ?? left) - left + 1 };
  return { ...shifted(area, top, left), ...size };
}

const isOneCell = ({ rows, columns }: Area): boolean => rows === 1 && columns === 1;

/** The cell whose formula spilled into this one. */
function spillParent({ state, area }: RangeSelf): HostObject | null {
  const spill = isOneCell(area) ? state.model.spillAt(area) : null;
  return spill && state.make.range({ ...spill, rows: 1, columns: 1 });
}

/** Where the formula of this cell spilled; cells that it spilled into have no such range. */
function spillingTo({ state, area }: RangeSelf): HostObject | null {
  const spill = isOneCell(area) ? state.model.spillAt(area) : null;
  return spill && spill.row === area.row && spill.column === area.column ? state.make.range(spill) : null;
}

function refuseMissing(args: Arguments): never {
  throw itemNotFound(args.location);
}

/** Methods that change cells. */
const changes = refusedWhenProtected<RangeSelf>(({ area }) => area.sheetId, {
  Clear: ({ state, area }, args) => state.model.clear(area, clearKind(args)),
  Insert({ state, area }, args) {
    state.model.insertCells(area, args.text(0).toLowerCase() === "right" ? "right" : "down");
    return state.make.range(area);
  },
  Delete: ({ state, area }, args) => state.model.deleteCells(area, args.text(0).toLowerCase() === "left" ? "left" : "up"),
  CopyFrom(self, args) {
    const { state, area } = self;
    const source = other(self, args);
    state.model.writeCells({ ...area, rows: source.rows, columns: source.columns }, state.model.readFormulas(source));
  },
});

const rangeType: ObjectType<RangeSelf> = {
  name: "Range",
  properties: {
    Address: readOnly(({ state, area }) => fullAddress(state, area)),
    AddressLocal: readOnly(({ state, area }) => fullAddress(state, area)),
    CellCount: readOnly(({ area }) => (area.rows * area.columns > 2 ** 31 - 1 ? -1 : area.rows * area.columns)),
    RowIndex: readOnly(({ area }) => area.row),
    ColumnIndex: readOnly(({ area }) => area.column),
    RowCount: readOnly(({ area }) => area.rows),
    ColumnCount: readOnly(({ area }) => area.columns),
    IsEntireRow: readOnly(({ area }) => area.columns === sheetSize.columns),
    IsEntireColumn: readOnly(({ area }) => area.rows === sheetSize.rows),
    Values: values,
    Formulas: formulas,
    FormulasLocal: formulas,
    NumberFormat: numberFormat,
    NumberFormatLocal: numberFormat,
    RowHidden: hidden("rows"),
    ColumnHidden: hidden("columns"),
    Text: readOnly(matrix(({ state, area }) => state.model.readText(area))),
    ValueTypes: readOnly(matrix(({ state, area }) => state.model.readValues(area).map((row) => row.map(valueType)))),
  },
  links: {
    Worksheet: ({ state, area }) => state.make.worksheet(area.sheetId),
    Format: ({ state, area }) => rangeFormatObject(state, area),
  },
  methods: {
    ...navigationMethods,
    GetBoundingRect: (self, args) => self.state.make.range(bounding(self.area, other(self, args))),
    GetIntersection(self, args) {
      const shared = intersect(self.area, other(self, args));
      if (!shared) throw itemNotFound(args.location);
      return self.state.make.range(shared);
    },
    GetIntersectionOrNullObject(self, args) {
      const shared = intersect(self.area, other(self, args));
      return shared && self.state.make.range(shared);
    },
    GetUsedRange: (self) => self.state.make.range(used(self) ?? { ...self.area, rows: 1, columns: 1 }),
    GetUsedRangeOrNullObject(self) {
      const found = used(self);
      return found && self.state.make.range(found);
    },
    GetTables: ({ state, area }) => state.make.tables(area.sheetId, area),
    Select: ({ state, area }) => state.model.select(area),
    ...changes,
    Calculate: ({ state }) => state.model.recalculate("dirty"),
    GetSpecialCellsOrNullObject({ state, area }, args) {
      if (args.text(0) !== "Formulas") throw notSimulated(`special cells: ${args.text(0)}`);
      return formulaCells(state, area);
    },
    SetDirty: ({ state, area }) => state.model.markDirty(area),
    GetSpillParent: (self, args) => spillParent(self) ?? refuseMissing(args),
    GetSpillParentOrNullObject: spillParent,
    GetSpillingToRange: (self, args) => spillingTo(self) ?? refuseMissing(args),
    GetSpillingToRangeOrNullObject: spillingTo,
    _ValidateArraySize({ area }, args) {
      if (args.integer(0) !== area.rows || args.integer(1) !== area.columns) throw wrongSize("Range.values");
    },
  },
};

function clearKind(args: Arguments): ClearKind {
  const kind = (args.optionalText(0) ?? "All").toLowerCase();
  if (kind === "all" || kind === "contents" || kind === "formats") return kind;
  throw args.refuse();
}

/** A range; office.js keeps it with `_KeepReference`, which needs the object itself. */
export function rangeObject(state: ExcelState, area: Area): HostObject {
  const range: HostObject = createObject(
    { ...rangeType, methods: { ...rangeType.methods, _KeepReference: () => void state.references.keep(range) } },
    { state, area },
  );
  return range;
}
