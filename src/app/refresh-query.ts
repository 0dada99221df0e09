import { AppError } from "../base/app-error";
import type { AnsweredQuery, LastRun, QueryDefinition, RefreshWish, RunContext, RunQuery } from "./app-api";
import { failed, succeeded } from "./definition-edits";
import type { QueriesNeed } from "./queries-need";
import type { QueryList } from "./query-list";
import { advisingLimit } from "./request-limit";
import { tableRef } from "./table-ref";
import { toTableRefresh } from "./to-table-refresh";

/** Which query is refreshed, and how. */
export type Refresh = { readonly id: string; readonly wish: RefreshWish };

/** Runs a query of the workbook again and rewrites its table; on failure the table keeps its rows and the list says why. */
export async function refreshQuery(
  { queries, need }: { readonly queries: QueryList; readonly need: QueriesNeed },
  { id, wish }: Refresh,
  context: RunContext,
): Promise<AnsweredQuery> {
  const definition = queries.find(id);
  const startedAt = need.clock.now();
  queries.mark(id, { running: true, error: null });
  try {
    const result = await need.runIfAllowed(toRun(definition, wish), context);
    const refresh = toTableRefresh(result, { definition, now: startedAt }, need.findTable);
    const written = await need.writeInTurn(() => need.workbook.refreshTable(tableRef(definition), refresh, context.signal));
    await queries.edit(succeeded(id, toLastRun(result, startedAt), written), context.signal);
    queries.mark(id, { loads: result.loads });
    return result;
  } catch (failure) {
    const paused = wish.bySchedule === true && AppError.from(failure).code === "REQUEST_LIMIT";
    const error = paused ? advisingLimit(failure, pauseHint) : AppError.from(failure);
    queries.mark(id, { error });
    // What this person did not allow says nothing about the query, which others see too.
    if (error.code !== "CANCELLED" && error.code !== "NOT_ALLOWED") {
      const lastRun = failedRun(definition.lastRun, startedAt, error);
      await keep(queries, failed(id, lastRun, paused ? error.advice : null));
    }
    throw error;
  } finally {
    queries.mark(id, { running: false });
  }
}

const pauseHint = "Its schedule is paused until you refresh it yourself or change it. The connection's request limit can be raised in its settings.";

/** The caller is told of the refresh's own failure; that it could not be kept as well would only hide it. */
async function keep(queries: QueryList, edit: Parameters<QueryList["edit"]>[0]): Promise<void> {
  await Promise.allSettled([queries.edit(edit, new AbortController().signal)]);
}

function failedRun(before: LastRun | null, at: number, error: AppError): LastRun {
  return { rows: 0, complete: false, reasons: [], ...before, at, error: error.advice };
}

/** What was read before is never good enough for a refresh. */
function toRun({ sql, connection, maxRows, parameters }: QueryDefinition, { reload, maxRequests }: RefreshWish): RunQuery {
  return {
    sql,
    connection,
    maxAgeMs: 0,
    ...(maxRows === null ? {} : { maxRows }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(reload === undefined ? {} : { reload }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
  };
}

/** What the definition keeps of a run that began at `at` (ms since 1970 UTC). */
export function toLastRun({ rows, complete, reasons, requests, elapsedMs, mode }: AnsweredQuery, at: number): LastRun {
  return { at, rows: rows.length, complete, reasons, requests, elapsedMs, mode, error: null };
}
