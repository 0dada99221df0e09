import type { ICellData, IObjectMatrixPrimitiveType, IStyleData, Nullable } from "@univerjs/core";
import { CellValueType, ObjectMatrix } from "@univerjs/core";
import { FormulaDataModel } from "@univerjs/engine-formula";
import { SetRangeValuesMutation, SetWorksheetColumnCountMutation, SetWorksheetColWidthMutation, SetWorksheetRowCountMutation } from "@univerjs/sheets";
import { intersect, mapArea, visitArea } from "../../excel-sim/areas";
import { readCellInput } from "../../excel-sim/cell-input";
import { formatCell } from "../../excel-sim/number-format";
import type { Area, CellAddress, CellContent, CellInput, ClearKind } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { run, sheetOf } from "./book";

/** Cells of a Univer workbook by plain rows and columns. Writes go by mutation: no undo, no interceptors, fast. */
export type Cells = {
  readonly value: (cell: CellAddress) => CellContent;
  readonly formula: (cell: CellAddress) => string | null;
  readonly format: (cell: CellAddress) => string;
  readonly text: (cell: CellAddress) => string;
  readonly write: (area: Area, inputs: readonly (readonly CellInput[])[]) => void;
  readonly writeFormats: (area: Area, formats: readonly (readonly (string | null)[])[]) => void;
  readonly writeStyle: (area: Area, style: IStyleData) => void;
  readonly clear: (area: Area, what: ClearKind) => void;
  readonly used: (sheetId: string) => Area | null;
  /** `hasButton`: whether a cell has a filter button beside its text. */
  readonly autofit: (area: Area, hasButton: (cell: CellAddress) => boolean) => void;
};

const empty: ICellData = { v: null, t: null, f: null, si: null, p: null };

export function cellsOf(book: Book): Cells {
  const spills = book.injector.get(FormulaDataModel);
  const stored = ({ sheetId, row, column }: CellAddress): Nullable<ICellData> => book.workbook.getSheetBySheetId(sheetId)?.getCellMatrix().getValue(row, column);
  const spilled = ({ sheetId, row, column }: CellAddress): Nullable<ICellData> =>
    spills.getArrayFormulaCellData()[book.unitId]?.[sheetId]?.[row]?.[column];

  const value = (cell: CellAddress): CellContent => {
    const own = stored(cell);
    return contentOf(own && !isBlank(own) ? own : spilled(cell));
  };
  const format = (cell: CellAddress): string => {
    const own = stored(cell);
    return (own && book.workbook.getStyles().getStyleByCell(own)?.n?.pattern) || "General";
  };
  const put = (area: Area, make: (row: number, column: number) => ICellData | null): void => {
    const cellValue: IObjectMatrixPrimitiveType<ICellData> = {};
    visitArea(area, (row, column) => {
      const data = make(row, column);
      if (data) (cellValue[row] ??= {})[column] = data;
    });
    run(book, SetRangeValuesMutation.id, { subUnitId: area.sheetId, cellValue });
  };

  const cells: Cells = {
    value,
    formula: (cell) => stored(cell)?.f ?? null,
    format,
    text: (cell) => formatCell(value(cell), format(cell)),
    write(area, inputs) {
      grow(book, area);
      put(area, (row, column) => {
        const input = inputs[row - area.row]?.[column - area.column] ?? null;
        return input === null ? null : cellData(input, format({ sheetId: area.sheetId, row, column }));
      });
    },
    writeFormats(area, formats) {
      grow(book, area);
      put(area, (row, column) => {
        const pattern = formats[row - area.row]?.[column - area.column] ?? null;
        return pattern === null ? null : { s: { n: { pattern: pattern || "General" } } };
      });
    },
    writeStyle(area, style) {
      grow(book, area);
      put(area, () => ({ s: style }));
    },
    clear(area, what) {
      const filled = intersect(area, wholeSheet(book, area.sheetId));
      if (filled) put(filled, () => ({ ...(what !== "formats" && empty), ...(what !== "contents" && { s: null }) }));
    },
    used: (sheetId) => usedArea(book, sheetId, spills.getArrayFormulaCellData()[book.unitId]?.[sheetId] ?? {}),
    autofit: (area, hasButton) => autofit(book, area, (cell) => cells.text(cell).length + (hasButton(cell) ? buttonWidth : 0)),
  };
  return cells;
}

const isBlank = (data: ICellData): boolean => (data.v === null || data.v === undefined || data.v === "") && !data.f && !data.p;

function contentOf(data: Nullable<ICellData>): CellContent {
  if (data?.p) return data.p.body?.dataStream.replace(/\r\n$/, "") ?? "";
  const value = data?.v ?? "";
  return data?.t === CellValueType.BOOLEAN ? value === true || value === 1 : value;
}

/** What Univer stores for an input; a format that Excel would set is set along. */
function cellData(input: CellContent, format: string): ICellData {
  const read = readCellInput(input, format);
  if (read.kind === "formula") return { ...empty, f: read.formula };
  const style = read.format !== undefined && format === "General" ? { s: { n: { pattern: read.format } } } : {};
  return { ...empty, ...valueData(read.value), ...style };
}

function valueData(value: CellContent): ICellData {
  if (typeof value === "number") return { v: value, t: CellValueType.NUMBER };
  if (typeof value === "boolean") return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  return value === "" ? {} : { v: value, t: CellValueType.STRING };
}

/** Univer's sheets have a size; Excel's are always large. */
function grow(book: Book, area: Area): void {
  const sheet = sheetOf(book, area.sheetId);
  const rows = area.row + area.rows;
  const columns = area.column + area.columns;
  const subUnitId = area.sheetId;
  if (rows > sheet.getRowCount()) run(book, SetWorksheetRowCountMutation.id, { subUnitId, rowCount: rows + 100 });
  if (columns > sheet.getColumnCount()) run(book, SetWorksheetColumnCountMutation.id, { subUnitId, columnCount: columns + 5 });
}

function wholeSheet(book: Book, sheetId: string): Area {
  const sheet = sheetOf(book, sheetId);
  return { sheetId, row: 0, column: 0, rows: sheet.getRowCount(), columns: sheet.getColumnCount() };
}

/** The smallest area around all cells with content, stored or spilled. */
function usedArea(book: Book, sheetId: string, spilled: IObjectMatrixPrimitiveType<Nullable<ICellData>>): Area | null {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  const see = (row: number, column: number, data: Nullable<ICellData>): void => {
    if (!data || isBlank(data)) return;
    [top, left] = [Math.min(top, row), Math.min(left, column)];
    [bottom, right] = [Math.max(bottom, row), Math.max(right, column)];
  };
  sheetOf(book, sheetId).getCellMatrix().forValue((row, column, data) => see(row, column, data));
  new ObjectMatrix(spilled).forValue((row, column, data) => see(row, column, data));
  return bottom < 0 ? null : { sheetId, row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

/** In characters. */
const buttonWidth = 4;

/** Widths in pixels from the longest text; close to what Excel does, without measuring fonts. */
function autofit(book: Book, area: Area, widthOf: (cell: CellAddress) => number): void {
  const shown = intersect(area, wholeSheet(book, area.sheetId));
  if (!shown) return;
  for (let column = shown.column; column < shown.column + shown.columns; column++) {
    const widths = mapArea({ ...shown, column, columns: 1 }, (row) => widthOf({ sheetId: shown.sheetId, row, column })).flat();
    const longest = widths.reduce((most, width) => Math.max(most, width), 0);
    if (longest === 0) continue;
    const range = { startRow: 0, endRow: 0, startColumn: column, endColumn: column };
    const colWidth = Math.min(400, Math.max(40, Math.round(longest * 8 + 16)));
    run(book, SetWorksheetColWidthMutation.id, { subUnitId: area.sheetId, ranges: [range], colWidth });
  }
}
