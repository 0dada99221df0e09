import type { FormulaContext, Formulas } from "../src/app/formulas/formulas";
import { refuseKeys } from "../src/app/refuse-keys";
import { AppError } from "../src/base/app-error";
import { heldFormulas } from "./formulas-holder";
import { type CellInvocation, contextOf } from "./cell-invocation";
import { CellFailure } from "./cell-failure";

/** One call of a formula: what Excel tells of it, and the arguments, in which keys are refused unused. */
export type CellCall = { readonly invocation: CellInvocation; readonly given: readonly unknown[] };

/**
 * Runs the work of one cell: with what formulas read by, a signal that follows the cell, and failures as {@link CellFailure}.
 * A formula never stays at #BUSY!: the work settles, whatever happens.
 */
export async function runInCell<T>(
  { invocation, given }: CellCall,
  work: (formulas: Formulas, context: FormulaContext) => T | Promise<T>,
): Promise<T> {
  const context = contextOf(invocation);
  try {
    refuseKeys("formula", given.flat(2));
    return await work(await heldFormulas(), context);
  } catch (failure) {
    throw new CellFailure(AppError.from(failure));
  }
}
