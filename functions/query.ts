import type { FormulaContext, Formulas } from "../src/app/formulas/formulas";
import type { CellInvocation } from "./cell-invocation";
import { datedCells } from "./dated-cells";
import { readOptions } from "./read-options";
import { readParameters } from "./read-parameters";
import { onConnection, readRows } from "./read-rows";
import { runInCell } from "./run-in-cell";
import { type GridCell, toGrid } from "./to-grid";

/**
 * Rows of a SELECT over Stripe's tables.
 * @customfunction QUERY
 * @param query The SELECT, such as "SELECT id, amount FROM charges LIMIT 10".
 * @param [connection] Name of the connection; left out: the only one.
 * @param [parameters] Two columns (name, value), or one row or column with the values of ? in order.
 * @param [options] Such as "headers=no;limit=1000".
 * @param {CustomFunctions.CancelableInvocation} invocation Given by Excel.
 * @cancelable
 * @requiresAddress
 * @returns A row of headers and the rows, with dates as Excel dates.
 */
export function query(
  query: string,
  connection: string,
  parameters: unknown[][],
  options: string,
  invocation: CellInvocation,
): Promise<unknown[][]> {
  const given: Arguments = { query, connection, parameters, options };
  return runInCell({ invocation, given: [query, connection, parameters, options] }, (formulas, context) =>
    answer(formulas, given, context),
  );
}

/** What Excel passes; `null` stands for what the formula leaves out, whatever the declared type. */
type Arguments = {
  readonly query: string;
  readonly connection: string | null;
  readonly parameters: readonly (readonly unknown[])[] | null;
  readonly options: string | null;
};

async function answer(formulas: Formulas, given: Arguments, context: FormulaContext): Promise<GridCell[][]> {
  const { headers, limit, maxAge, maxRequests } = readOptions(given.options ?? "");
  const read = {
    sql: given.query,
    ...(limit === null ? {} : { limit }),
    ...(maxAge === null ? {} : { maxAgeMs: maxAge * 1000 }),
    ...(maxRequests === null ? {} : { maxRequests }),
    ...onConnection(given.connection),
    ...(given.parameters ? { parameters: readParameters(given.parameters, given.query) } : {}),
  };
  return toGrid(datedCells(await readRows(formulas, read, context)), headers);
}
