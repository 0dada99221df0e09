import type { App, RunQuery } from "../src/app/app-api";
import { refuseKeys } from "../src/app/refuse-keys";
import { advisingLimit } from "../src/app/request-limit";
import { toCells } from "../src/app/to-cells";
import { readOptions, type QueryOptions } from "./read-options";
import { readParameters } from "./read-parameters";
import { runInCell } from "./run-in-cell";
import { type GridCell, maxCells, toGrid, tooLarge } from "./to-grid";
import type { Cancelable } from "./with-cancel";

/**
 * Rows of a SELECT over Stripe's tables.
 * @customfunction QUERY
 * @param query The SELECT, such as "SELECT id, amount FROM charges LIMIT 10".
 * @param [connection] Name of the connection; left out: the only one.
 * @param [parameters] Two columns (name, value), or one row or column with the values of ? in order.
 * @param [options] Such as "headers=no;limit=1000".
 * @param {CustomFunctions.CancelableInvocation} invocation Given by Excel.
 * @cancelable
 * @returns A row of headers and the rows, with dates as Excel dates.
 */
export function query(
  query: string,
  connection: string,
  parameters: unknown[][],
  options: string,
  invocation: Cancelable,
): Promise<unknown[][]> {
  return runInCell(invocation, (app, signal) => answer(app, { query, connection, parameters, options }, signal));
}

/** What Excel passes; `null` stands for what the formula leaves out, whatever the declared type. */
type Arguments = {
  readonly query: string;
  readonly connection: string | null;
  readonly parameters: readonly (readonly unknown[])[] | null;
  readonly options: string | null;
};

async function answer(app: App, given: Arguments, signal: AbortSignal): Promise<GridCell[][]> {
  refuseKeys("formula", [given.query, given.connection, given.options, ...(given.parameters ?? []).flat()]);
  const options = readOptions(given.options ?? "");
  const result = await app.runQuery(toRequest(given, options), { signal }).catch((failure: unknown) => {
    throw advisingLimit(failure, limitHint);
  });
  const cut = options.limit === null && result.rows.length >= maxCells && !result.complete;
  if (cut) throw tooLarge();
  return toGrid(toCells(result), options.headers);
}

const limitHint = "Narrow it by a date or a LIMIT, or allow more with the option maxrequests=, such as maxrequests=2000.";

/** Without a limit of its own a formula reads no more rows than it could show. */
function toRequest({ query, connection, parameters }: Arguments, { limit, maxAge, maxRequests }: QueryOptions): RunQuery {
  return {
    sql: query,
    maxRows: limit ?? maxCells,
    ...(maxAge === null ? {} : { maxAgeMs: maxAge * 1000 }),
    ...(maxRequests === null ? {} : { maxRequests }),
    ...(connection ? { connection } : {}),
    ...(parameters ? { parameters: readParameters(parameters, query) } : {}),
  };
}
