import type { FormulaSheet } from "../../src/app/formulas/formula-sheet";
import { createStore, type Store } from "../../src/base/store";
import type { FormulaCount } from "../../src/platform/ports";
import { createTask, type Task, type TaskContext } from "../task";
import { convertedLine, refreshedLine, repairedLine } from "./formulas-line";

/** What a person can do with the formulas of the workbook. */
export type FormulaTasks = {
  readonly look: Task<void, FormulaCount>;
  readonly refresh: Task<void, void>;
  readonly repair: Task<void, void>;
  readonly toValues: Task<void, void>;
  /** What came of the last one that went well; empty: nothing to say. */
  readonly said: Store<string>;
};

/** Makes {@link FormulaTasks}. */
export function createFormulaTasks(formulas: FormulaSheet): FormulaTasks {
  const said = createStore("");
  const saying = (work: (signal: AbortSignal) => Promise<string>) =>
    createTask(async (_: void, { signal }: TaskContext) => {
      said.set("");
      said.set(await work(signal));
    });
  return {
    said,
    look: createTask((_: void, { signal }) => formulas.count(signal)),
    refresh: saying(async (signal) => refreshedLine(await formulas.refresh(signal))),
    repair: saying(async (signal) => repairedLine(await formulas.repair(signal))),
    toValues: saying(async (signal) => convertedLine(await formulas.toValues(signal))),
  };
}
