import { contains, mapArea } from "../areas";
import { sheetSize } from "../areas";
import type { Area, CellAddress, CellContent } from "../sheet-model";

/** What the sheet remembers of one cell. */
export type Cell = {
  value: CellContent;
  formula: string | null;
  format: string;
  /** Came with the value of a formula. */
  valueFormat: string | null;
  errorText: string | null;
  /** The cell whose formula spilled its value here. */
  spilledFrom: CellAddress | null;
};

const emptyCell: Readonly<Cell> = { value: "", formula: null, format: "General", valueFormat: null, errorText: null, spilledFrom: null };

/** Sparse cells of all sheets. */
export type Grid = {
  /** A cell to read; a shared empty one where nothing is. */
  peek(cell: CellAddress): Readonly<Cell>;
  /** A cell to change, made when needed. */
  at(cell: CellAddress): Cell;
  remove(cell: CellAddress): void;
  dropSheet(sheetId: string): void;
  /** Every stored cell of the area with its place. */
  stored(area: Area): StoredCell[];
  usedArea(sheetId: string): Area | null;
};

export type StoredCell = { readonly place: CellAddress; readonly cell: Cell };

export function createGrid(): Grid {
  const sheets = new Map<string, Map<number, Cell>>();
  const cellsOf = (sheetId: string): Map<number, Cell> => {
    const cells = sheets.get(sheetId) ?? new Map<number, Cell>();
    sheets.set(sheetId, cells);
    return cells;
  };
  const stored = (area: Area): StoredCell[] => {
    const cells = cellsOf(area.sheetId);
    if (area.rows * area.columns <= cells.size) return storedByPlace(cells, area);
    const all = [...cells].map(([key, cell]) => ({ place: placeOf(area.sheetId, key), cell }));
    return all.filter(({ place }) => contains(area, { ...place, rows: 1, columns: 1 }));
  };
  return {
    peek: (cell) => sheets.get(cell.sheetId)?.get(keyOf(cell)) ?? emptyCell,
    at(cell) {
      const cells = cellsOf(cell.sheetId);
      const found = cells.get(keyOf(cell)) ?? { ...emptyCell };
      cells.set(keyOf(cell), found);
      return found;
    },
    remove: (cell) => void cellsOf(cell.sheetId).delete(keyOf(cell)),
    dropSheet: (sheetId) => void sheets.delete(sheetId),
    stored,
    usedArea: (sheetId) => usedArea(sheetId, cellsOf(sheetId)),
  };
}

const keyOf = (cell: CellAddress): number => cell.row * sheetSize.columns + cell.column;
const placeOf = (sheetId: string, key: number): CellAddress => ({
  sheetId,
  row: Math.floor(key / sheetSize.columns),
  column: key % sheetSize.columns,
});

function storedByPlace(cells: ReadonlyMap<number, Cell>, area: Area): StoredCell[] {
  return mapArea(area, (row, column) => ({ sheetId: area.sheetId, row, column }))
    .flat()
    .flatMap((place) => {
      const cell = cells.get(keyOf(place));
      return cell ? [{ place, cell }] : [];
    });
}

function usedArea(sheetId: string, cells: ReadonlyMap<number, Cell>): Area | null {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  for (const [key, cell] of cells) {
    if (cell.value === "" && cell.formula === null) continue;
    const { row, column } = placeOf(sheetId, key);
    [top, left] = [Math.min(top, row), Math.min(left, column)];
    [bottom, right] = [Math.max(bottom, row), Math.max(right, column)];
  }
  return bottom < 0 ? null : { sheetId, row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}
