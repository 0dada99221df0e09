import type { CellAddress, FunctionCall, FunctionOutcome, FunctionRunner } from "../../excel-sim/sheet-model";

/** The custom-function calls of a workbook that run or have run, one for each cell, function and arguments. */
export type CallTable = {
  /** The result of a call, starting it when it is new; `null` while there is none. Called by the formula engine. */
  readonly evaluate: (call: FunctionCall) => FunctionOutcome | null;
  /** A new round of calculation; a cell that is evaluated in it keeps only the calls that it asked for again. */
  readonly beginRound: () => void;
  readonly endRound: () => void;
  /** Cancels and forgets the calls whose cell no longer holds the formula that made them. */
  readonly sweep: () => void;
  /** Cancels and forgets the calls of these cells, so that the next calculation runs them again. */
  readonly clear: (isMeant: (cell: CellAddress) => boolean) => void;
  /** Calls without a result so far. */
  readonly pending: () => number;
};

export type CallTableHost = {
  runner: FunctionRunner;
  readonly formulaOf: (cell: CellAddress) => string | null;
  /** A call has a new result: the cell must be calculated again. */
  readonly changed: (cell: CellAddress) => void;
};

type Entry = {
  readonly cell: CellAddress;
  readonly formula: string | null;
  readonly cancel: () => void;
  outcome: FunctionOutcome | null;
  round: number;
};

/**
 * Bridges Excel's asynchronous functions to an engine that calculates synchronously: an evaluation starts the call and
 * answers "nothing yet"; the delivery marks the cell dirty, and the next evaluation finds the result here.
 */
export function createCallTable(host: CallTableHost): CallTable {
  const entries = new Map<string, Entry>();
  const evaluatedIn = new Map<string, number>();
  let round = 0;

  function drop(isStale: (entry: Entry) => boolean): void {
    for (const [key, entry] of entries) {
      if (!isStale(entry)) continue;
      entries.delete(key);
      entry.cancel();
    }
  }

  function start(key: string, call: FunctionCall): Entry {
    const deliver = (outcome: FunctionOutcome): void => {
      if (entries.get(key) !== entry) return;
      entry.outcome = outcome;
      host.changed(call.cell);
    };
    const cancel = host.runner.start(call, deliver);
    const entry: Entry = { cell: call.cell, formula: host.formulaOf(call.cell), cancel, outcome: null, round };
    return entry;
  }

  return {
    evaluate(call) {
      const key = JSON.stringify([call.cell, call.name, call.args]);
      const entry = entries.get(key) ?? start(key, call);
      entries.set(key, entry);
      entry.round = round;
      evaluatedIn.set(cellKey(call.cell), round);
      return entry.outcome;
    },
    beginRound: () => void round++,
    endRound: () => drop((entry) => entry.round < (evaluatedIn.get(cellKey(entry.cell)) ?? 0)),
    sweep: () => drop((entry) => entry.formula !== host.formulaOf(entry.cell)),
    clear: (isMeant) => drop(({ cell }) => isMeant(cell)),
    pending: () => [...entries.values()].filter((entry) => entry.outcome === null).length,
  };
}

const cellKey = (cell: CellAddress): string => `${cell.sheetId} ${cell.row} ${cell.column}`;
