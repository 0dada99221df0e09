import { createStore, type Store } from "../../base/store";
import type { ConvertedFormulas, FormulaCells, FormulaCount } from "../../platform/ports";
import type { Formulas } from "./formulas";

/** What a person does with the formulas of the workbook as a whole. */
export interface FormulaSheet {
  /** What the workbook held when it was looked at last; `null`: not yet. */
  readonly found: Store<FormulaCount | null>;
  /** Looks what the workbook holds. */
  count(signal: AbortSignal): Promise<FormulaCount>;
  /** Runs all formulas again, and each asks Stripe. Resolves when Excel has begun; how many it runs. */
  refresh(signal: AbortSignal): Promise<number>;
  /** Lets Excel run all formulas again, such as after something was allowed; what is young enough is not read again. */
  recalculate(signal: AbortSignal): Promise<number>;
  /** Puts values in place of formulas. They can be sent to people without the add-in. */
  toValues(signal: AbortSignal): Promise<ConvertedFormulas>;
  /** Mends formulas of a workbook that was opened without the add-in. Returns how many. */
  repair(signal: AbortSignal): Promise<number>;
}

export type FormulaSheetNeed = {
  readonly formulas: Pick<Formulas, "expire">;
  /** Called at the first use. */
  readonly openCells: () => Promise<FormulaCells>;
};

/** Makes a {@link FormulaSheet}. Failures are those of the workbook. */
export function createFormulaSheet({ formulas, openCells }: FormulaSheetNeed): FormulaSheet {
  const found = createStore<FormulaCount | null>(null);

  async function count(signal: AbortSignal): Promise<FormulaCount> {
    const counted = await (await openCells()).count(signal);
    found.set(counted);
    return counted;
  }

  async function recalculate(signal: AbortSignal): Promise<number> {
    return (await openCells()).recalculate(signal);
  }

  return {
    found,
    count,
    recalculate,
    async refresh(signal) {
      formulas.expire();
      return recalculate(signal);
    },
    async toValues(signal) {
      const converted = await (await openCells()).toValues(signal);
      await count(signal);
      return converted;
    },
    async repair(signal) {
      const repaired = await (await openCells()).repair(signal);
      await count(signal);
      return repaired;
    },
  };
}
