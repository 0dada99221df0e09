import { sheetSize } from "../areas";
import type { Area, CellAddress, CellChange, SheetModel } from "../sheet-model";
import { rewriteReferences } from "./rewrite-references";
import { emit, type State } from "./state";

/** Inserting and deleting cells, with everything that moves along. */
export function shiftOperations(state: State): Pick<SheetModel, "insertCells" | "deleteCells"> {
  return {
    insertCells: (area, push) => shift(state, insertion(area, push === "down" ? "row" : "column"), { area, change: "CellInserted" }),
    deleteCells: (area, pull) => shift(state, deletion(area, pull === "up" ? "row" : "column"), { area, change: "CellDeleted" }),
  };
}

type Axis = "row" | "column";

/** How cells move along one axis inside a band of rows or columns. */
type Move = { readonly band: Area; readonly axis: Axis; readonly at: (position: number) => number | null };

function insertion(area: Area, axis: Axis): Move {
  const [start, size] = span(area, axis);
  return { band: area, axis, at: (position) => (position < start ? position : position + size) };
}

function deletion(area: Area, axis: Axis): Move {
  const [start, size] = span(area, axis);
  return { band: area, axis, at: (position) => (position < start ? position : position < start + size ? null : position - size) };
}

const span = (area: Area, axis: Axis): readonly [start: number, size: number] =>
  axis === "row" ? [area.row, area.rows] : [area.column, area.columns];

const other = (axis: Axis): Axis => (axis === "row" ? "column" : "row");

function moveCell(move: Move, place: CellAddress): CellAddress | null {
  const [bandStart, bandSize] = span(move.band, other(move.axis));
  const across = place[other(move.axis)];
  if (place.sheetId !== move.band.sheetId || across < bandStart || across >= bandStart + bandSize) return place;
  const position = move.at(place[move.axis]);
  return position === null ? null : { ...place, [move.axis]: position };
}

/** An area moves only when the whole of its width is in the band; it grows or shrinks when the change is inside it. */
function moveArea(move: Move, area: Area): Area | null {
  const [bandStart, bandSize] = span(move.band, other(move.axis));
  const [across, width] = span(area, other(move.axis));
  if (area.sheetId !== move.band.sheetId || across < bandStart || across + width > bandStart + bandSize) return area;
  const [start, size] = span(area, move.axis);
  if (size === sheetSize[move.axis === "row" ? "rows" : "columns"]) return area;
  const kept = Array.from({ length: size }, (_, i) => move.at(start + i)).filter((position) => position !== null);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) return null;
  return move.axis === "row" ? { ...area, row: first, rows: last - first + 1 } : { ...area, column: first, columns: last - first + 1 };
}

function shift(state: State, move: Move, what: { readonly area: Area; readonly change: CellChange }): void {
  const { grid, calculation } = state;
  calculation.liftSpills();
  const [start, , whole] = [...span(move.band, move.axis), sheetSize];
  const [bandRows, bandColumns] =
    move.axis === "row" ? [whole.rows - start, move.band.columns] : [move.band.rows, whole.columns - start];
  const moving = grid.stored({ ...move.band, rows: bandRows, columns: bandColumns });
  for (const { place } of moving) grid.remove(place);
  for (const { place, cell } of moving) {
    const target = moveCell(move, place);
    if (target) Object.assign(grid.at(target), cell);
  }
  rewriteFormulas(state, move);
  state.tables = state.tables.flatMap((table) => withArea(table, moveArea(move, table.area)));
  state.names = state.names.map((name) =>
    typeof name.refersTo === "string" ? name : { ...name, refersTo: moveArea(move, name.refersTo) ?? "#REF!" },
  );
  calculation.relocated((place) => moveCell(move, place));
  emit(state, { kind: "cellsChanged", ...what });
}

const withArea = <T extends { readonly area: Area }>(item: T, area: Area | null): T[] => (area ? [{ ...item, area }] : []);

function rewriteFormulas(state: State, move: Move): void {
  for (const { id } of state.sheets) {
    for (const { cell } of state.grid.stored({ sheetId: id, row: 0, column: 0, ...sheetSize })) {
      if (cell.formula === null) continue;
      cell.formula = rewriteReferences(cell.formula, state, { fromSheetId: id, move: (area) => moveArea(move, area) });
    }
  }
}
