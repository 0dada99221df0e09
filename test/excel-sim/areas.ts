import type { Area, CellAddress } from "./sheet-model";

/** Rows and columns of an Excel worksheet. */
export const sheetSize = { rows: 1_048_576, columns: 16_384 } as const;

/** One cell as an area. */
export const cellArea = (cell: CellAddress): Area => ({ ...cell, rows: 1, columns: 1 });

/** Whether the two areas share a cell. */
export function overlaps(a: Area, b: Area): boolean {
  return intersect(a, b) !== null;
}

/** The cells of both areas, or `null`. */
export function intersect(a: Area, b: Area): Area | null {
  if (a.sheetId !== b.sheetId) return null;
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { sheetId: a.sheetId, row, column, rows, columns } : null;
}

/** The smallest area that holds both; they must be on one sheet. */
export function bounding(a: Area, b: Area): Area {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    sheetId: a.sheetId,
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

/** Whether every cell of `inner` is in `outer`. */
export function contains(outer: Area, inner: Area): boolean {
  const shared = intersect(outer, inner);
  return shared !== null && sameArea(shared, inner);
}

/** Whether the cell is in the area. */
export function holds(area: Area, cell: CellAddress): boolean {
  return contains(area, cellArea(cell));
}

export function sameArea(a: Area, b: Area): boolean {
  return a.sheetId === b.sheetId && a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

/** The area moved by some rows and columns. */
export const shifted = (area: Area, rows: number, columns: number): Area => ({
  ...area,
  row: area.row + rows,
  column: area.column + columns,
});

/** Every cell of the area, row by row, as a matrix made by `make`. */
export function mapArea<T>(area: Area, make: (row: number, column: number) => T): T[][] {
  return Array.from({ length: area.rows }, (_, i) =>
    Array.from({ length: area.columns }, (_, j) => make(area.row + i, area.column + j)),
  );
}

/** Calls `visit` for every cell of the area, row by row. */
export function visitArea(area: Area, visit: (row: number, column: number) => void): void {
  for (let row = area.row; row < area.row + area.rows; row++) {
    for (let column = area.column; column < area.column + area.columns; column++) visit(row, column);
  }
}
