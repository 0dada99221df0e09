import { moveFormula } from "../move-formula";
import type { Area } from "../sheet-model";
import type { ExcelState } from "./excel-state";

export type Growth = { readonly before: Area; readonly after: Area };

/**
 * What Excel does when a table gets more rows: a column whose body cells all hold one formula, each for its own row, is filled down.
 * @see https://support.microsoft.com/office/use-calculated-columns-in-an-excel-table-873fbac6-7110-4300-8f6f-aafa2ea11ce8
 */
export function fillCalculated(state: ExcelState, { before, after }: Growth): void {
  const rows = after.rows - before.rows;
  if (rows <= 0) return;
  const body = { ...before, row: before.row + 1, rows: before.rows - 1 };
  const formulas = state.model.readFormulas(body);
  for (let column = 0; column < Math.min(before.columns, after.columns); column++) {
    const formula = formulaOf(formulas.map((row) => row[column]));
    if (formula === null) continue;
    const added = { sheetId: after.sheetId, row: before.row + before.rows, column: before.column + column, rows, columns: 1 };
    state.model.writeCells(added, Array.from({ length: rows }, (_, row) => [moveFormula(formula, body.rows + row)]));
  }
}

/** The formula of the first cell, when all others are the same for their own rows. */
function formulaOf(cells: readonly unknown[]): string | null {
  const [first] = cells;
  if (typeof first !== "string" || !first.startsWith("=")) return null;
  return cells.every((cell, row) => cell === moveFormula(first, row)) ? first : null;
}
