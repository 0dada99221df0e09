import { holds } from "../areas";
import { moveFormula } from "../move-formula";
import type { Area, CellAddress } from "../sheet-model";
import { emit, type State } from "./state";

/** Moves whole rows of cells inside an area, with their formulas. */
export function reorderRows(state: State, area: Area, order: readonly number[]): void {
  const { grid, calculation } = state;
  const targets = new Map(order.map((from, to) => [area.row + from, area.row + to]));
  const move = (place: CellAddress): CellAddress => (holds(area, place) ? { ...place, row: targets.get(place.row) ?? place.row } : place);
  calculation.liftSpills();
  const cells = grid.stored(area);
  for (const { place } of cells) grid.remove(place);
  for (const { place, cell } of cells) {
    const target = move(place);
    const formula = cell.formula === null ? null : moveFormula(cell.formula, target.row - place.row);
    Object.assign(grid.at(target), cell, { formula });
  }
  calculation.relocated(move);
  calculation.touched(area);
  emit(state, { kind: "cellsChanged", area, change: "RangeEdited" });
}
