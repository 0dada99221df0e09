import type { ICommandInfo, IExecutionOptions } from "@univerjs/core";
import {
  FormulaExecutedStateType,
  IActiveDirtyManagerService,
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationStartMutation,
  SetTriggerFormulaCalculationStartMutation,
} from "@univerjs/engine-formula";
import type { ISetFormulaCalculationNotificationMutation, ISetFormulaCalculationResultMutation } from "@univerjs/engine-formula";
import type { ISetRangeValuesMutationParams } from "@univerjs/sheets";
import { ClearSelectionFormatCommand, SetBorderCommand, SetRangeValuesMutation, SetStyleCommand } from "@univerjs/sheets";
import { FormulaCalculationSessionService } from "@univerjs/sheets-formula";
import type { CellAddress } from "../../excel-sim/sheet-model";
import type { Book } from "./book";

export type CalculationListener = {
  readonly started: () => void;
  readonly ended: () => void;
  /** New values are in the cells of these sheets. */
  readonly applied: (sheetIds: readonly string[]) => void;
};

export type Calculation = {
  /** Calculates these cells and what depends on them, soon. */
  readonly mark: (cells: readonly CellAddress[]) => void;
  /** Calculates every formula, soon. */
  readonly markAll: () => void;
  /** Resolves when no calculation waits or runs and its values are in the cells. */
  readonly settled: () => Promise<void>;
};

/** Follows Univer's formula engine, which calculates 100 ms after the last change, in its own time. */
export function followCalculation(
  { unitId, commands, injector }: Book,
  listener: CalculationListener,
): Calculation {
  const triggers = injector.get(IActiveDirtyManagerService);
  const session = injector.get(FormulaCalculationSessionService);
  const waiters = new Set<() => void>();
  let waiting = false;

  const quiet = (): boolean => !waiting && (!session.state.started || session.state.resultApplied);
  const release = (): void => {
    if (!quiet()) return;
    for (const resume of waiters) resume();
    waiters.clear();
  };

  commands.onCommandExecuted((command, options) => {
    if (command.id === SetFormulaCalculationStartMutation.id) {
      waiting = false;
      listener.started();
    } else if (command.id === SetFormulaCalculationNotificationMutation.id) {
      const { functionsExecutedState: state } = command.params as ISetFormulaCalculationNotificationMutation;
      if (state === FormulaExecutedStateType.SUCCESS) listener.ended();
    } else if (triggers.get(command.id) && !isQuietWrite(command, options)) {
      waiting = true;
    }
  });
  session.resultApplied$.subscribe((result: ISetFormulaCalculationResultMutation) =>
    listener.applied(Object.keys(result.unitData[unitId] ?? {})),
  );
  // A tick later, because a listener of the result may have made the next calculation necessary.
  session.state$.subscribe(() => void setTimeout(release));

  const trigger = (what: object): void => {
    commands.syncExecuteCommand(SetTriggerFormulaCalculationStartMutation.id, { commands: [], ...what }, { onlyLocal: true });
  };
  return {
    mark: (cells) => trigger({ dirtyRanges: cells.map((cell) => ({ unitId, sheetId: cell.sheetId, range: cellRange(cell) })) }),
    markAll: () => trigger({ forceCalculation: true }),
    settled: () =>
      new Promise((resolve) => {
        waiters.add(resolve);
        release();
      }),
  };
}

const cellRange = ({ row, column }: CellAddress): { startRow: number; endRow: number; startColumn: number; endColumn: number } => ({
  startRow: row,
  endRow: row,
  startColumn: column,
  endColumn: column,
});

const formatCommands = new Set<string>([SetStyleCommand.id, SetBorderCommand.id, ClearSelectionFormatCommand.id]);

/** Writes after which Univer does not calculate: its own results, and formats. */
function isQuietWrite(command: Readonly<ICommandInfo>, options?: IExecutionOptions): boolean {
  if (command.id !== SetRangeValuesMutation.id) return false;
  const { trigger = "" } = command.params as ISetRangeValuesMutationParams;
  return options?.onlyLocal === true || formatCommands.has(trigger);
}
