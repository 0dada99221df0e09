import { FormulaDataModel, IFunctionService } from "@univerjs/engine-formula";
import type { BaseFunction } from "@univerjs/engine-formula";
import { formatAddress } from "../../excel-sim/address";
import { holds } from "../../excel-sim/areas";
import type { Area, CellAddress, CellResult, FunctionCall, FunctionOutcome, FunctionRunner } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { sheetOf } from "./book";
import type { CallTable } from "./call-table";
import { createCallTable } from "./call-table";
import type { Cells } from "./cells";
import { HostedFunction } from "./hosted-function";
import { areaOf } from "./ranges";

export type HostedFunctions = {
  readonly calls: CallTable;
  /** The sentence behind an error that a custom function put into this cell. */
  readonly errorText: (cell: CellAddress) => string | null;
  /** Number formats that came with results, for cells in General. */
  readonly applyFormats: () => void;
};

/** The spill that a cell belongs to, as {@link SheetModel.spillAt} has it. */
export function spillAt(book: Book, cell: CellAddress): Area | null {
  const rows = Object.values(book.injector.get(FormulaDataModel).getArrayFormulaRange()[book.unitId]?.[cell.sheetId] ?? {});
  const ranges = rows.flatMap((row) => Object.values((row ?? {}) as Readonly<Record<string, Parameters<typeof areaOf>[1]>>));
  const found = ranges.map((range) => areaOf(cell.sheetId, range)).find((area) => holds(area, cell));
  return !found || (found.rows === 1 && found.columns === 1) ? null : found;
}

/** Connects the add-in's functions to Univer's formula engine. */
export function hostFunctions(
  { book, cells }: { book: Book; cells: Cells },
  runner: FunctionRunner,
  changed: (cell: CellAddress) => void,
): HostedFunctions {
  const calls = createCallTable({ runner, formulaOf: cells.formula, changed });
  const outcomes = new Map<string, { cell: CellAddress; outcome: FunctionOutcome }>();
  const unformatted = new Set<string>();
  const spills = book.injector.get(FormulaDataModel);

  const evaluate = (call: FunctionCall): FunctionOutcome | null => {
    const outcome = calls.evaluate(call);
    const key = JSON.stringify(call.cell);
    const known = outcomes.get(key)?.outcome;
    if (outcome && outcome !== known) unformatted.add(key);
    if (outcome) outcomes.set(key, { cell: call.cell, outcome });
    else outcomes.delete(key);
    return outcome;
  };
  const addressOf = (area: Parameters<HostedFunctionAddress>[0]): string => formatAddress(sheetOf(book, area.sheetId).getName(), area);
  installExecutors(book.injector.get(IFunctionService), runner, (name) => new HostedFunction(name, { evaluate, addressOf }));

  /** The result that the formula in `anchor` shows in `cell`, if the formula is nothing but the call. */
  const resultAt = (anchor: CellAddress, outcome: FunctionOutcome, cell: CellAddress): CellResult | undefined =>
    outcome.kind === "values" ? outcome.values[cell.row - anchor.row]?.[cell.column - anchor.column] : undefined;

  return {
    calls,
    errorText(cell) {
      for (const { cell: anchor, outcome } of outcomes.values()) {
        if (cells.formula(anchor) === null) continue;
        if (outcome.kind === "error") {
          if (sameCell(anchor, cell)) return cells.value(cell) === outcome.error ? outcome.text : null;
        } else if (holds(spillOf(spills, book, anchor), cell)) {
          return resultAt(anchor, outcome, cell)?.errorText ?? null;
        }
      }
      return null;
    },
    applyFormats() {
      for (const key of unformatted) {
        const entry = outcomes.get(key);
        if (entry?.outcome.kind === "values" && cells.value(entry.cell) !== "#SPILL!") writeFormats(cells, entry.cell, entry.outcome.values);
      }
      unformatted.clear();
    },
  };
}

type HostedFunctionAddress = (area: { sheetId: string; row: number; column: number; rows: number; columns: number }) => string;

const sameCell = (a: CellAddress, b: CellAddress): boolean => a.sheetId === b.sheetId && a.row === b.row && a.column === b.column;

function spillOf(model: FormulaDataModel, book: Book, anchor: CellAddress): ReturnType<typeof areaOf> {
  const range = model.getArrayFormulaRange()[book.unitId]?.[anchor.sheetId]?.[anchor.row]?.[anchor.column];
  return range ? areaOf(anchor.sheetId, range) : { ...anchor, rows: 1, columns: 1 };
}

function writeFormats(cells: Cells, anchor: CellAddress, values: readonly (readonly CellResult[])[]): void {
  if (!values.some((row) => row.some(({ numberFormat }) => numberFormat !== undefined))) return;
  const formats = values.map((row, i) =>
    row.map(({ numberFormat }, j) => {
      const cell = { sheetId: anchor.sheetId, row: anchor.row + i, column: anchor.column + j };
      return numberFormat !== undefined && cells.format(cell) === "General" ? numberFormat : null;
    }),
  );
  cells.writeFormats({ ...anchor, rows: values.length, columns: values[0]?.length ?? 1 }, formats);
}

/** Univer asks for a function by name while it parses; the add-in's names are known only to the runner. */
function installExecutors(service: IFunctionService, runner: FunctionRunner, create: (name: string) => BaseFunction): void {
  type Name = Parameters<IFunctionService["getExecutor"]>[0];
  const getExecutor = service.getExecutor.bind(service);
  const hasExecutor = service.hasExecutor.bind(service);
  const hosted = new Map<string, BaseFunction>();
  service.hasExecutor = (name: Name) => hasExecutor(name) || runner.has(String(name).toUpperCase());
  service.getExecutor = (name: Name) => {
    const own = getExecutor(name);
    const fullName = String(name).toUpperCase();
    if (own || !runner.has(fullName)) return own;
    const known = hosted.get(fullName) ?? create(fullName);
    hosted.set(fullName, known);
    return known;
  };
}
