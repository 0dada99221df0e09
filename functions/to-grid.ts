import { AppError } from "../src/base/app-error";
import type { DateCell, DatedCells } from "./dated-cells";

/** Excel on the web takes about 5 MB for a result; more cells than this stay at #BUSY! or fail there. */
export const maxCells = 50_000;

export type GridCell = string | number | boolean | DateCell;

/**
 * Rows as a formula spills them: empty cells are "". Never an empty grid, which Excel does not
 * define. @throws AppError `TOO_LARGE` beyond {@link maxCells}.
 */
export function toGrid({ headers, rows }: DatedCells, withHeaders: boolean): GridCell[][] {
  const shown = withHeaders ? [headers, ...rows] : rows;
  if (shown.length * headers.length > maxCells) throw tooLarge();
  return shown.length === 0 ? [[""]] : shown.map((row) => row.map((value) => value ?? ""));
}

/** A formula's result that Excel cannot take. */
export const tooLarge = () =>
  new AppError("TOO_LARGE", `This result has more than ${maxCells.toLocaleString("en")} cells, too many for a formula.`, {
    hint: "Add LIMIT or conditions, or insert it as a table from the Stripe pane.",
  });
