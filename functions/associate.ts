import { AppError } from "../src/base/app-error";
import { CellFailure } from "./cell-failure";
import type { CellInvocation } from "./cell-invocation";
import type { FormulaId } from "./family";

const ids: readonly FormulaId[] = ["QUERY", "TABLE", "GET", "BALANCE", "STATUS"];

/**
 * Tells Excel which function runs which formula, by its id in the metadata. The page's entry calls it before `Office.onReady`,
 * and gives what they read by with `holdFormulas` when it has it.
 */
export function associateFormulas(): void {
  for (const id of ids) CustomFunctions.associate(id, (...passed: unknown[]) => run(id, passed).catch(throwToExcel));
}

/** A page without formulas does not need their code, so the first one loads it; a cell may change meanwhile. */
async function run(id: FormulaId, passed: readonly unknown[]): Promise<unknown> {
  const invocation = passed.at(-1) as CellInvocation;
  let left = false;
  invocation.onCanceled = () => {
    left = true;
  };
  const { runFormula } = await import("./family").catch(notLoaded);
  // Values with a format of their own came with data types; an Excel without these gets plain numbers.
  const result = runFormula(id, passed, { formats: Office.context.requirements.isSetSupported("CustomFunctionsRuntime", "1.4") });
  if (left) invocation.onCanceled();
  return result;
}

function notLoaded(cause: unknown): never {
  const hint = "Check the network connection, then recalculate the cell.";
  throw new CellFailure(new AppError("INTERNAL", "The code of the formulas could not be loaded.", { hint, cause }));
}

/** Failures are Excel's own error objects, which show `#N/A` or `#VALUE!` with the sentence. */
function throwToExcel(failure: unknown): never {
  throw failure instanceof CellFailure ? excelError(failure.cell) : failure;
}

/** Excel's class does not extend `Error`, yet throwing it is how a function fails. */
function excelError({ kind, text }: CellFailure["cell"]): Error {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode[kind], text) as unknown as Error;
}
