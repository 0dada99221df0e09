import type { RunQuery } from "../src/app/app-api";
import type { FormulaAnswer, FormulaContext, Formulas } from "../src/app/formulas/formulas";
import { advisingLimit } from "../src/app/request-limit";
import { maxCells, tooLarge } from "./to-grid";

/** A read that names its own limit of rows gets what it asked for, however much more there is. */
type Read = Omit<RunQuery, "maxRows"> & { readonly limit?: number };

/**
 * Reads the rows of a formula; without a limit of its own no more than it could show.
 * @throws AppError as {@link Formulas.run}; `TOO_LARGE` when there are more
 */
export async function readRows(formulas: Formulas, { limit, ...read }: Read, context: FormulaContext): Promise<FormulaAnswer> {
  const answer = await formulas.run({ ...read, maxRows: limit ?? maxCells }, context).catch((failure: unknown) => {
    throw advisingLimit(failure, limitHint);
  });
  if (limit === undefined && answer.rows.length >= maxCells && !answer.complete) throw tooLarge();
  return answer;
}

const limitHint = "Narrow it by a date or a LIMIT, or allow more with the option maxrequests=, such as maxrequests=2000.";

/** The connection's name as a part of a request; Excel gives `null` for what a formula leaves out. */
export const onConnection = (connection: string | null): Pick<RunQuery, "connection"> => (connection ? { connection } : {});
