import type { Area, CellContent, CellInput } from "../../sheet-model";
import { columnIds } from "../column-ids";
import type { ExcelState, TotalsCell } from "../excel-state";
import { bodyOf, tableById } from "../find-areas";

type TableSelf = { readonly state: ExcelState; readonly tableId: string };

export const showsTotals = ({ state, tableId }: TableSelf): boolean => state.totals.get(tableId)?.shown ?? false;

/** The table with its totals row, which the grid does not count to it. */
export function wholeTable(self: TableSelf): Area {
  const { area } = tableById(self.state, self.tableId);
  return showsTotals(self) ? { ...area, rows: area.rows + 1 } : area;
}

/** The totals row, or the place for it. */
export function totalsRow({ state, tableId }: TableSelf): Area {
  const { area } = tableById(state, tableId);
  return { ...area, row: area.row + area.rows, rows: 1 };
}

/** Cells that are in the way of a totals row move down; what a person put into the row comes back when it is shown again. */
export function setShowTotals(self: TableSelf, show: boolean): void {
  if (show === showsTotals(self)) return;
  if (show) showRow(self);
  else hideRow(self);
}

function showRow(self: TableSelf): void {
  const { state, tableId } = self;
  const row = totalsRow(self);
  const isFree = state.model.readFormulas(row).flat().every((cell) => cell === "");
  if (!isFree) state.model.insertCells(row, "down");
  const kept = state.totals.get(tableId)?.cells ?? firstTotals(self);
  const cells = columnIds(self).map((id) => kept.get(id));
  state.totals.set(tableId, { shown: true, cells: kept });
  state.model.styleTotals(row);
  state.model.writeNumberFormats(row, [cells.map((cell) => cell?.format ?? null)]);
  state.model.writeCells(row, [cells.map((cell) => cell?.input ?? null)]);
}

function hideRow(self: TableSelf): void {
  const { state, tableId } = self;
  const { model } = state;
  const row = totalsRow(self);
  const [formulas = [], values = [], formats = []] = [model.readFormulas(row)[0], model.readValues(row)[0], model.readNumberFormats(row)[0]];
  const cells = columnIds(self).map((id, index): [number, TotalsCell] => [
    id,
    { input: inputOf(formulas[index] ?? "", values[index] ?? ""), format: formats[index] ?? "General" },
  ]);
  state.totals.set(tableId, { shown: false, cells: new Map(cells) });
  model.clear(row, "all");
}

const inputOf = (formula: CellContent, value: CellContent): CellInput =>
  formula === value && typeof value === "string" && value !== "" ? `'${value}` : formula;

/** A new totals row has the word in its first cell and adds up the last column, or counts it where it holds no number. */
function firstTotals(self: TableSelf): ReadonlyMap<number, TotalsCell> {
  const { state, tableId } = self;
  const { name, area } = tableById(state, tableId);
  const [first = 0, ...others] = columnIds(self);
  const last = others.at(-1) ?? first;
  const column = { ...bodyOf(state, tableId), column: area.column + area.columns - 1, columns: 1 };
  const kind = state.model.readValues(column).flat().some((value) => typeof value === "number") ? 109 : 103;
  const header = state.model.readValues({ ...column, row: area.row, rows: 1 }).flat().join("");
  const total: TotalsCell = { input: `=SUBTOTAL(${kind},${name}[${header}])`, format: "General" };
  return new Map([[first, { input: "'Total", format: "General" }], [last, total]]);
}
