import { AppError } from "../base/app-error";
import type { QueryContext } from "../query/engine-api";
import type { QueryResult } from "../table/query-result";
import type { LastRun, QueryDefinition, RunQuery } from "./app-api";
import type { QueriesNeed } from "./queries-need";
import { type QueryList, withLastRun } from "./query-list";

/** Runs a query of the workbook again and rewrites its table; on failure the table keeps its rows and the list says why. */
export async function refreshQuery(
  { queries, need }: { readonly queries: QueryList; readonly need: QueriesNeed },
  id: string,
  context: QueryContext,
): Promise<QueryResult> {
  const definition = queries.find(id);
  const startedAt = need.clock.now();
  queries.mark(id, { running: true, error: null });
  try {
    const result = await need.runQuery(toRun(definition), context);
    const content = need.toTableContent(result);
    await need.writeInTurn(() => need.workbook.replaceTable(definition.tableId, content, context.signal));
    await queries.edit(withLastRun(id, toLastRun(result, startedAt)), context.signal);
    return result;
  } catch (failure) {
    const error = AppError.from(failure);
    queries.mark(id, { error });
    if (error.code !== "CANCELLED") await keepFailure(queries, id, failedRun(definition.lastRun, startedAt, error));
    throw error;
  } finally {
    queries.mark(id, { running: false });
  }
}

/** The caller is told of the refresh's own failure; that it could not be kept as well would only hide it. */
async function keepFailure(queries: QueryList, id: string, lastRun: LastRun): Promise<void> {
  await Promise.allSettled([queries.edit(withLastRun(id, lastRun), new AbortController().signal)]);
}

function failedRun(before: LastRun | null, at: number, error: AppError): LastRun {
  return { rows: 0, complete: false, reasons: [], ...before, at, error: error.advice };
}

function toRun({ sql, connection, maxRows, parameters }: QueryDefinition): RunQuery {
  return {
    sql,
    connection,
    ...(maxRows === null ? {} : { maxRows }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/** What the definition keeps of a run that began at `at` (ms since 1970 UTC). */
export function toLastRun({ rows, complete, reasons }: QueryResult, at: number): LastRun {
  return { at, rows: rows.length, complete, reasons, error: null };
}
