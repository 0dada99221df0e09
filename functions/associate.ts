import { balance } from "./balance";
import { withoutFormats } from "./dated-cells";
import { get } from "./get";
import { query } from "./query";
import { CellFailure } from "./run-in-cell";
import { status } from "./status";
import { table } from "./table";

type Formula<Args extends unknown[]> = (...args: Args) => Promise<unknown>;

/** Tells Excel which function runs a formula. */
type Associate = <Args extends unknown[]>(id: string, formula: Formula<Args>) => void;

/**
 * Tells Excel which function runs which formula, by its id in the metadata. The page's entry calls it before `Office.onReady`,
 * and gives what they read by with `holdFormulas` when it has it.
 */
export function associateFormulas(): void {
  const associate: Associate = (id, formula) => CustomFunctions.associate(id, withExcelErrors(withExcelDates(formula)));
  associate("QUERY", query);
  associate("TABLE", table);
  associate("GET", get);
  associate("BALANCE", balance);
  associate("STATUS", status);
}

/** Values with a format of their own came with data types; an Excel without these gets plain numbers. */
function withExcelDates<Args extends unknown[]>(formula: Formula<Args>): Formula<Args> {
  return async (...args) => {
    const result = await formula(...args);
    return Office.context.requirements.isSetSupported("CustomFunctionsRuntime", "1.4") ? result : withoutFormats(result);
  };
}

/** Turns failures into Excel's own error objects, which show `#N/A` or `#VALUE!` with the sentence. */
function withExcelErrors<Args extends unknown[]>(formula: Formula<Args>): Formula<Args> {
  return (...args) =>
    formula(...args).catch((failure: unknown) => {
      if (!(failure instanceof CellFailure)) throw failure;
      throw excelError(failure.cell);
    });
}

/** Excel's class does not extend `Error`, yet throwing it is how a function fails. */
function excelError({ kind, text }: CellFailure["cell"]): Error {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode[kind], text) as unknown as Error;
}
