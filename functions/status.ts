import { allStatusSentence, statusSentence } from "../src/app/formulas/status-sentence";
import type { FormulaContext, Formulas } from "../src/app/formulas/formulas";
import { AppError } from "../src/base/app-error";
import type { CellInvocation } from "./cell-invocation";
import { onConnection, readRows } from "./read-rows";
import { runInCell } from "./run-in-cell";

/**
 * How good the rows of a query are: complete or not and why, how many, how old.
 * @customfunction STATUS
 * @param [query] A SELECT, or the cell that holds it; left out: all formulas of this session together.
 * @param [connection] Name of the connection; left out: the only one.
 * @param {CustomFunctions.CancelableInvocation} invocation Given by Excel.
 * @cancelable
 * @returns A sentence.
 */
export function status(query: string, connection: string, invocation: CellInvocation): Promise<string> {
  return runInCell({ invocation, given: [query, connection] }, (formulas, context) =>
    query ? statusOf(formulas, { query, connection }, context) : allStatusSentence(formulas.latest(), formulas.now()),
  );
}

type Asked = { readonly query: string; readonly connection: string | null };

/** A failure is what a status is asked for, so that it is a text and no error. */
async function statusOf(formulas: Formulas, { query, connection }: Asked, context: FormulaContext): Promise<string> {
  try {
    return statusSentence(await readRows(formulas, { sql: query, ...onConnection(connection) }, context), formulas.now());
  } catch (thrown) {
    const failure = AppError.from(thrown);
    if (failure.code === "CANCELLED") throw failure;
    return `Failed: ${failure.advice}`;
  }
}
