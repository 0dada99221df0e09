import { createFormulaSheet, type FormulaSheet } from "../../src/app/formulas/formula-sheet";
import type { AppError } from "../../src/base/app-error";
import type { FormulaCount } from "../../src/platform/ports";

/** The formulas of a workbook whose cells are a count; what was done to them is in `calls`. */
export type FakeFormulas = FormulaSheet & { readonly calls: string[]; failure: AppError | null };

export function createFakeFormulas(start: FormulaCount = { working: 0, broken: 0 }): FakeFormulas {
  const calls: string[] = [];
  let now = start;
  const call = <T>(name: string, act: () => T) => () => {
    calls.push(name);
    return sheet.failure === null ? Promise.resolve(act()) : Promise.reject(sheet.failure);
  };
  const cells = {
    count: () => Promise.resolve(now),
    recalculate: call("recalculate", () => now.working),
    toValues: call("toValues", () => {
      const { working: converted, broken: left } = now;
      now = { working: 0, broken: left };
      return { converted, left };
    }),
    repair: call("repair", () => {
      const { working, broken } = now;
      now = { working: working + broken, broken: 0 };
      return broken;
    }),
  };
  const formulas = { expire: () => void calls.push("expire") };
  const sheet: FakeFormulas = Object.assign(createFormulaSheet({ formulas, openCells: () => Promise.resolve(cells) }), { calls, failure: null });
  return sheet;
}
