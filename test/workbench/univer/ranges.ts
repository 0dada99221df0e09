import type { IRange } from "@univerjs/core";
import type { Area } from "../../excel-sim/sheet-model";

/** Univer's way to say which cells: first and last, both included. */
export const rangeOf = (area: Omit<Area, "sheetId">): IRange => ({
  startRow: area.row,
  startColumn: area.column,
  endRow: area.row + area.rows - 1,
  endColumn: area.column + area.columns - 1,
});

export const areaOf = (sheetId: string, range: Pick<IRange, "startRow" | "endRow" | "startColumn" | "endColumn">): Area => ({
  sheetId,
  row: range.startRow,
  column: range.startColumn,
  rows: range.endRow - range.startRow + 1,
  columns: range.endColumn - range.startColumn + 1,
});
