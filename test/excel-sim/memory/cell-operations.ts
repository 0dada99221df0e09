import { mapArea, overlaps, visitArea } from "../areas";
import { readCellInput } from "../cell-input";
import { formatCell } from "../number-format";
import type { Area, CellAddress, CellInput, ClearKind, SheetModel } from "../sheet-model";
import { completeHeaders } from "../table-headers";
import { emit, type State } from "./state";

type CellOperations = Pick<
  SheetModel,
  | "readValues" | "readFormulas" | "readNumberFormats" | "readText" | "errorText"
  | "writeCells" | "writeNumberFormats" | "clear" | "usedArea" | "autofitColumns"
>;

/** Reading and writing cells in place. */
export function cellOperations(state: State): CellOperations {
  const { grid } = state;
  const peek = (area: Area) => (row: number, column: number) => grid.peek({ sheetId: area.sheetId, row, column });
  const read = <T>(area: Area, pick: (cell: ReturnType<typeof grid.peek>) => T): T[][] => {
    const at = peek(area);
    return mapArea(area, (row, column) => pick(at(row, column)));
  };
  return {
    readValues: (area) => read(area, (cell) => cell.value),
    readFormulas: (area) => read(area, (cell) => cell.formula ?? cell.value),
    readNumberFormats: (area) => read(area, (cell) => cell.format),
    readText: (area) => read(area, (cell) => formatCell(cell.value, cell.format === "General" ? (cell.valueFormat ?? "General") : cell.format)),
    errorText: (cell) => grid.peek(cell).errorText,
    writeCells(area, inputs) {
      const formulas = writeInputs(state, area, inputs);
      headersTouched(state, area);
      for (const place of formulas) state.calculation.formulaSet(place);
      contentsChanged(state, area);
    },
    writeNumberFormats(area, formats) {
      visitArea(area, (row, column) => {
        const format = formats[row - area.row]?.[column - area.column] ?? null;
        if (format !== null) grid.at({ sheetId: area.sheetId, row, column }).format = format || "General";
      });
      emit(state, { kind: "formatsChanged", area });
    },
    clear: (area, what) => clear(state, area, what),
    usedArea: (sheetId) => grid.usedArea(sheetId),
    autofitColumns: () => undefined,
  };
}

/** Writes all cells before any formula runs, so that formulas of one write see each other's inputs. Gives the formula cells. */
function writeInputs(state: State, area: Area, inputs: readonly (readonly CellInput[])[]): CellAddress[] {
  const formulas: CellAddress[] = [];
  visitArea(area, (row, column) => {
    const input = inputs[row - area.row]?.[column - area.column] ?? null;
    if (input === null) return;
    const place = { sheetId: area.sheetId, row, column };
    const cell = state.grid.at(place);
    if (cell.formula !== null) state.calculation.formulaRemoved(place);
    const read = readCellInput(input, cell.format);
    cell.valueFormat = null;
    cell.errorText = null;
    cell.spilledFrom = null;
    cell.formula = read.kind === "formula" ? read.formula : null;
    cell.value = read.kind === "formula" ? "" : read.value;
    if (read.kind === "formula") formulas.push(place);
    else if (read.format !== undefined && cell.format === "General") cell.format = read.format;
  });
  return formulas;
}

function clear(state: State, area: Area, what: ClearKind): void {
  for (const { place, cell } of state.grid.stored(area)) {
    if (what !== "contents") cell.format = "General";
    if (what === "formats") continue;
    cell.value = "";
    cell.valueFormat = null;
    cell.errorText = null;
    cell.spilledFrom = null;
    if (cell.formula === null) continue;
    cell.formula = null;
    state.calculation.formulaRemoved(place);
  }
  if (what !== "contents") emit(state, { kind: "formatsChanged", area });
  if (what === "formats") return;
  headersTouched(state, area);
  contentsChanged(state, area);
}

/** Recalculates and tells. */
function contentsChanged(state: State, area: Area): void {
  state.calculation.touched(area);
  emit(state, { kind: "cellsChanged", area, change: "RangeEdited" });
}

/** A table's header cells are always distinct texts. */
function headersTouched(state: State, area: Area): void {
  for (const table of state.tables) {
    const headerRow = { ...table.area, rows: 1 };
    if (overlaps(headerRow, area)) tidyHeaders(state, headerRow);
  }
}

/** Completes the texts of a table's header row. */
export function tidyHeaders(state: State, headerRow: Area): void {
  const { grid } = state;
  const shown = mapArea(headerRow, (row, column) => grid.peek({ ...headerRow, row, column }).value)[0] ?? [];
  completeHeaders(shown).forEach((header, index) => {
    const place = { sheetId: headerRow.sheetId, row: headerRow.row, column: headerRow.column + index };
    const cell = grid.at(place);
    if (cell.formula !== null) state.calculation.formulaRemoved(place);
    Object.assign(cell, { value: header, formula: null });
  });
}
