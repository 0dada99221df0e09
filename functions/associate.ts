import { CellFailure } from "./run-in-cell";
import { query } from "./query";

type Formula = (...args: Parameters<typeof query>) => Promise<unknown[][]>;

/** Each formula's id in the metadata and what runs it. */
const formulas = { QUERY: query } as const;

/**
 * Tells Excel which function runs which formula. The page's entry calls it before `Office.onReady`, and gives the app by
 * `holdApp` when it has one.
 */
export function associateFormulas(): void {
  for (const [id, formula] of Object.entries(formulas)) CustomFunctions.associate(id, withExcelErrors(formula));
}

/** Turns failures into Excel's own error objects, which show `#N/A` or `#VALUE!` with the sentence. */
function withExcelErrors(formula: Formula): Formula {
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
