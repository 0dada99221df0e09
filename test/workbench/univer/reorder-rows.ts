import type { ICellData, IObjectMatrixPrimitiveType, Nullable } from "@univerjs/core";
import { SetRangeValuesMutation } from "@univerjs/sheets";
import { mapArea } from "../../excel-sim/areas";
import { moveFormula } from "../../excel-sim/move-formula";
import type { Area } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { run, sheetOf } from "./book";

const nothing: ICellData = { v: null, t: null, f: null, si: null, p: null, s: null };

/** Puts rows of cells into another order, with their styles and formulas. */
export function reorderRows(book: Book, area: Area, order: readonly number[]): void {
  const matrix = sheetOf(book, area.sheetId).getCellMatrix();
  const cells = mapArea(area, (row, column): Nullable<ICellData> => structuredClone(matrix.getValue(row, column)));
  const cellValue: IObjectMatrixPrimitiveType<ICellData> = {};
  order.forEach((from, to) => {
    if (from === to) return;
    cellValue[area.row + to] = Object.fromEntries((cells[from] ?? []).map((cell, index) => [area.column + index, movedCell(cell, to - from)]));
  });
  run(book, SetRangeValuesMutation.id, { subUnitId: area.sheetId, cellValue });
}

function movedCell(cell: Nullable<ICellData>, rows: number): ICellData {
  return { ...nothing, ...cell, ...(cell?.f && { f: moveFormula(cell.f, rows) }) };
}
