import { cellsOf } from "../sheet-cells";
import type { ShownCell } from "../text-mark";
import type { Begun } from "./begun";
import type { Patch } from "./patches";

/** A formula of a person's in a cell of ours, by row of the table and column of the content. */
export type KeptFormula = { readonly row: number; readonly column: number; readonly formula: string };

export type FormulasRead = { readonly ranges: readonly Excel.Range[]; readonly read: () => readonly KeptFormula[] };

/** Queues the reading of formulas in cells that are about to be written; to be read when Excel has answered. */
export function formulasAmong(context: Excel.RequestContext, { table, old }: Begun, patches: readonly Patch[]): FormulasRead {
  const standing = patches.filter(({ row, at }) => row < table.bodyRows && at < table.columns.length);
  const ranges = standing.map(({ row, at, width, cells }) => {
    const size = { rows: Math.min(cells.length, table.bodyRows - row), columns: Math.min(width, table.columns.length - at) };
    return cellsOf(context, table, { row: row + 1, column: at, ...size }).load("formulas");
  });
  return { ranges, read: () => standing.flatMap((patch, index) => formulasOf(patch, { formulas: ranges[index]?.formulas as ShownCell[][], old })) };
}

type Read = { readonly formulas: readonly (readonly ShownCell[])[]; readonly old: Begun["old"] };

/** A text that only looks like a formula is its own value. */
function formulasOf({ row, from, cells }: Patch, { formulas, old }: Read): KeptFormula[] {
  return formulas.flatMap((line, index) =>
    line.flatMap((formula, offset): KeptFormula[] => {
      const column = from + offset;
      const isFormula = typeof formula === "string" && formula.startsWith("=") && formula !== old[row + index]?.[column];
      return isFormula && (cells[index]?.[offset] ?? null) !== null ? [{ row: row + index, column, formula }] : [];
    }),
  );
}
