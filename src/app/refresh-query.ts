import { AppError } from "../base/app-error";
import type { RefreshedTable } from "../platform/ports";
import type { AnsweredQuery, QueryDefinition, RefreshWish, RunContext } from "./app-api";
import { failed, succeeded } from "./definition-edits";
import type { QueriesNeed } from "./queries-need";
import type { QueryList } from "./query-list";
import { failedRunOf, lastRunOf, runOf, type RunStart } from "./run-of";
import { rewriteTable } from "./rewrite-table";
import { isBySchedule, judgeFailure } from "./schedule-failures";
import { toTableRefresh } from "./to-table-refresh";

/** Which query is refreshed, and how. */
export type Refresh = { readonly id: string; readonly wish: RefreshWish };

/** The workbook's queries, and what running them takes. */
export type QueryParts = { readonly queries: QueryList; readonly need: QueriesNeed };

/** Runs a query of the workbook again and rewrites its table; on failure the table keeps its rows and the list says why. */
export async function refreshQuery(parts: QueryParts, { id, wish }: Refresh, context: RunContext): Promise<AnsweredQuery> {
  const { queries, need } = parts;
  const definition = queries.find(id);
  const start: RunStart = { at: need.clock.now(), cause: wish.cause ?? "person" };
  try {
    return await whileRunning(parts, { id, context }, async (watched) => {
      const result = await need.runIfAllowed(runOf(definition, wish), watched);
      const refresh = toTableRefresh(result, { definition, now: start.at }, need.findTable);
      const keep = (written: RefreshedTable) => succeeded(id, lastRunOf(result, start, written), written);
      await rewriteTable(parts, { definition, refresh, keep }, context.signal);
      return result;
    });
  } catch (failure) {
    throw await noteFailure(parts, { definition, wish, start }, failure);
  }
}

type Failed = { readonly definition: QueryDefinition; readonly wish: RefreshWish; readonly start: RunStart };

/** Shows and keeps why a refresh failed. */
async function noteFailure({ queries }: QueryParts, { definition, wish, start }: Failed, failure: unknown): Promise<AppError> {
  const { id, lastRun } = definition;
  const judged = isBySchedule(wish.cause) ? judgeFailure(failure, definition) : { error: AppError.from(failure), pause: null };
  const { error, pause } = judged;
  queries.mark(id, { error });
  if (!isOwnMatter(error, wish)) {
    await keep(queries, failed(id, failedRunOf(lastRun, start, error.advice), pause));
  }
  return error;
}

/**
 * What this person ended, did not allow, or has no working connection for says nothing about the query, which others see too. A run by
 * schedule is its owner's, whose connection counts.
 */
export function isOwnMatter({ code }: AppError, { cause }: RefreshWish): boolean {
  if (code === "CANCELLED" || code === "NOT_ALLOWED") return true;
  return !isBySchedule(cause) && (code === "NOT_CONNECTED" || code === "REAUTH_REQUIRED");
}

/** The caller is told of the refresh's own failure; that it could not be kept as well would only hide it. */
async function keep(queries: QueryList, edit: Parameters<QueryList["edit"]>[0]): Promise<void> {
  await Promise.allSettled([queries.edit(edit, new AbortController().signal)]);
}

type Watching = { readonly id: string; readonly context: RunContext };

/** Shows that a query runs, how far it is, and how its rows came. */
export async function whileRunning(
  { queries }: QueryParts,
  { id, context }: Watching,
  run: (watched: RunContext) => Promise<AnsweredQuery>,
): Promise<AnsweredQuery> {
  queries.mark(id, { running: true, error: null, progress: null });
  try {
    const result = await run({
      signal: context.signal,
      onProgress(progress) {
        queries.mark(id, { progress });
        context.onProgress?.(progress);
      },
    });
    queries.mark(id, { loads: result.loads });
    return result;
  } finally {
    queries.mark(id, { running: false, progress: null });
  }
}
