import { cellArea, intersect, mapArea, overlaps, sameArea } from "../areas";
import type { Area, CellAddress, FunctionArgument, FunctionOutcome, FunctionRunner } from "../sheet-model";
import { type Evaluated, evaluate, single } from "./evaluate";
import { parseFormula } from "./formula-parser";
import type { Grid } from "./grid";
import { addressOf, areaOfColumns, areaOfName, areaOfReference, type Book } from "./look-up";
import { createNearby } from "./nearby";
import { clearSpill, layOut } from "./spill";

/** Keeps the values of formula cells right: dependents, custom functions, spills. */
export type Calculation = {
  /** The cell's formula was set or replaced. */
  formulaSet(place: CellAddress): void;
  /** The cell has no formula any more: its custom functions are cancelled and its spill goes. */
  formulaRemoved(place: CellAddress): void;
  /** Values in the area changed: everything that depends on them is worked out again. */
  touched(area: Area): void;
  /** Cells moved (`null`: gone). Spills must have been lifted before. */
  relocated(move: (place: CellAddress) => CellAddress | null): void;
  liftSpills(): void;
  connect(runner: FunctionRunner): void;
  /** Where the formula of this cell spills; `null` where it shows one cell or is kept from spilling. */
  spillOf(anchor: CellAddress): Area | null;
  markDirty(area: Area): void;
  recalculateMarked(): void;
  recalculateAll(): void;
};

export type CalculationParts = {
  readonly grid: Grid;
  readonly book: () => Book;
  readonly calculated: (sheetId: string) => void;
};

/** What is known of one formula cell. */
export type FormulaCell = {
  place: CellAddress;
  dependsOn: Area[];
  /** Custom function calls that its last evaluation used, by name and arguments. */
  calls: Map<string, Call>;
  /** Where its result lies, or wanted to lie when `blocked`. */
  spill: Area;
  blocked: boolean;
};

type Call = { readonly cancel: () => void; outcome: FunctionOutcome | "busy" };

/** Stops circular formulas. */
const maxSteps = 10_000;

/** A whole column is cut to the used rows above this size. */
const largestPlainReference = 10_000;

export function createCalculation({ grid, book, calculated }: CalculationParts): Calculation {
  const cells = new Map<string, FormulaCell>();
  const nearby = createNearby<FormulaCell>();
  let runner: FunctionRunner | null = null;
  const keyOf = ({ sheetId, row, column }: CellAddress): string => `${sheetId}${row},${column}`;

  /** Works out one cell; gives the areas whose values changed. */
  const run = (cell: FormulaCell): Area[] => {
    const formula = grid.peek(cell.place).formula ?? "";
    const before = cell.calls;
    cell.calls = new Map();
    cell.dependsOn = [];
    const tree = parseFormula(formula);
    const result = tree ? evaluate(tree, surroundings(cell, before)) : single("#NAME?");
    for (const [key, call] of before) if (!cell.calls.has(key)) call.cancel();
    const changed = layOut({ grid, tables: book().tables }, cell, emptyAsZero(result));
    nearby.put(cell, [...cell.dependsOn, cell.spill]);
    return changed;
  };

  const propagate = (areas: readonly Area[], origin: FormulaCell | null = null): void => {
    const queue = areas.map((area) => ({ area, origin }));
    for (let step = 0; step < maxSteps; step++) {
      const change = queue.shift();
      if (!change) return;
      for (const cell of nearby.at(change.area)) {
        if (cell !== change.origin && isConcerned(cell, change.area)) queue.push(...run(cell).map((area) => ({ area, origin: cell })));
      }
    }
  };

  const runAndPropagate = (cell: FormulaCell): void => {
    propagate(run(cell), cell);
    calculated(cell.place.sheetId);
  };

  const callCustom = (cell: FormulaCell, before: Map<string, Call>) =>
    (name: string, args: readonly (FunctionArgument | null)[]): FunctionOutcome | "busy" | null => {
      if (!runner?.has(name)) return null;
      const key = JSON.stringify([name, args]);
      const known = before.get(key) ?? cell.calls.get(key);
      const call = known ?? startCall(cell, key, runner.start.bind(runner, { name, args, cell: cell.place }));
      cell.calls.set(key, call);
      return call.outcome;
    };

  const startCall = (cell: FormulaCell, key: string, start: (deliver: (outcome: FunctionOutcome) => void) => () => void): Call => {
    const call: Call = {
      outcome: "busy",
      cancel: start((outcome) => {
        if (cell.calls.get(key) !== call) return;
        call.outcome = outcome;
        runAndPropagate(cell);
      }),
    };
    return call;
  };

  const read = (cell: FormulaCell, area: Area | null): Evaluated => {
    if (!area) return single("#REF!");
    cell.dependsOn.push(area);
    const clipped = area.rows * area.columns > largestPlainReference ? usedPart(area) : area;
    const values = mapArea(clipped, (row, column) => {
      const { value, errorText } = grid.peek({ sheetId: area.sheetId, row, column });
      return { value, ...(errorText !== null && { errorText }) };
    });
    return { values, address: addressOf(book(), area) };
  };

  const usedPart = (area: Area): Area => {
    const used = grid.usedArea(area.sheetId);
    return (used && intersect(area, used)) ?? cellArea(area);
  };

  const surroundings = (cell: FormulaCell, before: Map<string, Call>) => ({
    custom: callCustom(cell, before),
    reference(text: string, spill: boolean): Evaluated {
      const area = areaOfReference(book(), text, cell.place.sheetId);
      return read(cell, area && spill ? (cells.get(keyOf(area))?.spill ?? null) : area);
    },
    name(name: string, columns: string | null): Evaluated {
      const table = book().tables.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
      if (columns === null || !table) {
        const area = areaOfName(book(), name, cell.place.sheetId);
        return area ? read(cell, area) : single("#NAME?");
      }
      const headers = mapArea({ ...table.area, rows: 1 }, (row, column) => String(grid.peek({ ...table.area, row, column }).value));
      return read(cell, areaOfColumns(table, columns, headers[0] ?? []));
    },
  });

  const marked = new Set<FormulaCell>();

  /** Formulas that are run again lose the answers of their custom functions. */
  const runAgain = (again: readonly FormulaCell[]): void => {
    for (const cell of again) {
      for (const call of cell.calls.values()) call.cancel();
      cell.calls = new Map();
      runAndPropagate(cell);
    }
  };

  const forget = (cell: FormulaCell): void => {
    marked.delete(cell);
    nearby.remove(cell);
    cells.delete(keyOf(cell.place));
    for (const call of cell.calls.values()) call.cancel();
    cell.calls = new Map();
    clearSpill(grid, cell);
  };

  return {
    formulaSet(place) {
      const known = cells.get(keyOf(place));
      if (known) forget(known);
      const cell: FormulaCell = { place, dependsOn: [], calls: new Map(), spill: cellArea(place), blocked: false };
      cells.set(keyOf(place), cell);
      propagate(run(cell), cell);
    },
    formulaRemoved(place) {
      const cell = cells.get(keyOf(place));
      if (!cell) return;
      forget(cell);
      propagate([cell.spill], cell);
    },
    touched: (area) => propagate([area]),
    liftSpills() {
      for (const cell of cells.values()) clearSpill(grid, cell);
    },
    relocated(move) {
      const moved = [...cells.values()];
      cells.clear();
      for (const cell of moved) {
        const place = move(cell.place);
        if (!place) {
          forget(cell);
          continue;
        }
        cell.place = place;
        cell.spill = cellArea(place);
        cells.set(keyOf(place), cell);
      }
      for (const cell of [...cells.values()]) propagate(run(cell), cell);
    },
    connect(connected) {
      runner = connected;
      for (const cell of [...cells.values()]) runAndPropagate(cell);
    },
    spillOf(anchor) {
      const cell = cells.get(keyOf(anchor));
      return !cell || cell.blocked || sameArea(cell.spill, cellArea(cell.place)) ? null : cell.spill;
    },
    markDirty(area) {
      for (const cell of cells.values()) if (overlaps(area, cellArea(cell.place))) marked.add(cell);
    },
    recalculateMarked() {
      const again = [...marked];
      marked.clear();
      runAgain(again);
    },
    recalculateAll: () => runAgain([...cells.values()]),
  };
}

/** A formula that only points to an empty cell shows 0. */
function emptyAsZero(result: Evaluated): Evaluated {
  if (result.address === null) return result;
  return { ...result, values: result.values.map((row) => row.map((cell) => (cell.value === "" ? { ...cell, value: 0 } : cell))) };
}

/** A change concerns formulas that read the area, that lie in it with their spill, or that it kept from spilling. */
function isConcerned(cell: FormulaCell, area: Area): boolean {
  if (cell.dependsOn.some((input) => overlaps(input, area))) return true;
  return overlaps(cell.spill, area) && !sameArea(cell.spill, cellArea(cell.place));
}
