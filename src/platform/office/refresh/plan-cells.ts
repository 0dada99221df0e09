import type { ShownCell } from "../text-mark";
import type { Placement } from "./place-rows";

/** Cells of our columns in one row; `null` leaves a cell as it is. */
export type WantedRow = readonly (ShownCell | null)[];

export type CellsPlanning = {
  /** Rows of the table as they stand: the content's columns, then the column of marks where there is one. */
  readonly old: readonly (readonly ShownCell[])[];
  readonly fresh: readonly (readonly ShownCell[])[];
  readonly placement: Placement;
  /** The column of marks and its text for rows that did not come; `null`: there are no marks. */
  readonly mark: { readonly column: number; readonly text: string } | null;
  /** Rows that will be deleted; others that did not come by key stay, marked. */
  readonly deleted: readonly number[];
};

/** What a refresh writes. */
export type CellsPlan = {
  /** For each row of the table the cells that differ; `undefined`: none. */
  readonly rows: readonly (WantedRow | undefined)[];
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
};

/** Compares new rows with what stands in their places. */
export function planCells(planning: CellsPlanning): CellsPlan {
  const { fresh, placement } = planning;
  const deleted = new Set(planning.deleted);
  const rows: (WantedRow | undefined)[] = [];
  const counts = { added: 0, changed: 0, gone: 0 };
  fresh.forEach((row, index) => {
    const at = placement.places[index] ?? index;
    const differing = differ(planning, at, planning.mark ? [...row, ""] : row);
    rows[at] = differing;
    if (at >= placement.used) counts.added++;
    else if (differing) counts.changed++;
  });
  for (const at of placement.gone) {
    const differing = deleted.has(at) ? undefined : differ(planning, at, goneRow(planning, at));
    rows[at] = differing;
    if (differing || deleted.has(at)) counts.gone++;
  }
  return { rows, ...counts };
}

function differ({ old }: CellsPlanning, at: number, wanted: WantedRow): WantedRow | undefined {
  const standing = old[at] ?? [];
  const cells = wanted.map((cell, column) => (cell === (standing[column] ?? "") ? null : cell));
  return cells.every((cell) => cell === null) ? undefined : cells;
}

/** A row that did not come is emptied when rows go by position; by key it stays, and keeps the day on which it was first missed. */
function goneRow({ old, placement, mark }: CellsPlanning, at: number): WantedRow {
  const standing = old[at] ?? [];
  if (placement.placed === "position") return standing.map(() => "");
  const marks = (column: number): boolean => mark?.column === column && standing[column] === "";
  return standing.map((_, column) => (mark && marks(column) ? mark.text : null));
}
