import { cellArea, contains, mapArea, overlaps, sameArea, visitArea } from "../areas";
import type { Area, CellAddress, CellResult, TableInfo } from "../sheet-model";
import type { FormulaCell } from "./calculation";
import type { Evaluated } from "./evaluate";
import type { Cell, Grid } from "./grid";

type Sheet = { readonly grid: Grid; readonly tables: readonly TableInfo[] };

/** Puts a formula's result into its cell and the cells beside and below it, or `#SPILL!` when something is in the way. Gives the areas that changed. */
export function layOut({ grid, tables }: Sheet, cell: FormulaCell, result: Evaluated): Area[] {
  const wanted: Area = { ...cellArea(cell.place), rows: result.values.length, columns: result.values[0]?.length ?? 1 };
  const shownBefore = snapshot(grid, cell.spill);
  const areaBefore = cell.spill;
  clearSpill(grid, cell);
  cell.spill = wanted;
  cell.blocked = isBlocked({ grid, tables }, cell.place, wanted);
  if (cell.blocked) show(grid.at(cell.place), { value: "#SPILL!" });
  else fill(grid, cell.place, result);
  const unchanged = sameArea(areaBefore, wanted) && shownBefore === snapshot(grid, wanted);
  return unchanged ? [] : [areaBefore, wanted];
}

/** Empties the cells that a formula spilled into, except its own. */
export function clearSpill(grid: Grid, cell: FormulaCell): void {
  if (cell.blocked || sameArea(cell.spill, cellArea(cell.place))) return;
  visitArea(cell.spill, (row, column) => {
    const place = { sheetId: cell.place.sheetId, row, column };
    if (!isFrom(grid.peek(place), cell.place)) return;
    Object.assign(grid.at(place), { value: "", valueFormat: null, errorText: null, spilledFrom: null });
  });
}

const isFrom = (cell: Readonly<Cell>, anchor: CellAddress): boolean =>
  cell.spilledFrom !== null && contains(cellArea(anchor), cellArea(cell.spilledFrom));

function isBlocked({ grid, tables }: Sheet, anchor: CellAddress, wanted: Area): boolean {
  if (sameArea(wanted, cellArea(anchor))) return false;
  if (tables.some((table) => overlaps(table.area, wanted))) return true;
  const inTheWay = mapArea(wanted, (row, column) => ({ sheetId: anchor.sheetId, row, column })).flat().slice(1);
  return inTheWay.some((place) => {
    const { value, formula } = grid.peek(place);
    return value !== "" || formula !== null;
  });
}

function fill(grid: Grid, anchor: CellAddress, { values }: Evaluated): void {
  values.forEach((line, i) =>
    line.forEach((result, j) => {
      const cell = grid.at({ sheetId: anchor.sheetId, row: anchor.row + i, column: anchor.column + j });
      show(cell, result);
      if (i > 0 || j > 0) cell.spilledFrom = anchor;
    }),
  );
}

function show(cell: Cell, { value, errorText, numberFormat }: CellResult): void {
  cell.value = value;
  cell.errorText = errorText ?? null;
  cell.valueFormat = numberFormat ?? null;
}

function snapshot(grid: Grid, area: Area): string {
  return JSON.stringify(mapArea(area, (row, column) => {
    const { value, errorText } = grid.peek({ sheetId: area.sheetId, row, column });
    return errorText === null ? value : [value, errorText];
  }));
}
