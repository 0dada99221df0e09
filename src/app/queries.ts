import { AppError } from "../base/app-error";
import type { QueryProgress } from "../query/engine-api";
import type { AnsweredQuery, Queries, RefreshWish, RunContext } from "./app-api";
import { createEntryChanges } from "./change-entry";
import { keepingEvidence } from "./definition-edits";
import { type Edit, editQuery } from "./edit-query";
import { keepRun, type KeepRun } from "./evidence/keep-run";
import { insertQuery } from "./insert-query";
import type { QueriesNeed } from "./queries-need";
import { createQueryList, type QueryList } from "./query-list";
import { isOwnMatter, type QueryParts, refreshQuery } from "./refresh-query";
import { createFreshSharing } from "./share-fresh";
import { createScheduling } from "./set-schedule";
import { createStops } from "./stops";
import { tableRef } from "./table-ref";

/** {@link Queries}, and the list behind them for those who keep it. */
export type WorkbookQueries = Queries & { readonly entries: QueryList };

/** The queries of the workbook: inserted once, refreshed often. */
export function createQueries(need: QueriesNeed): WorkbookQueries {
  const queries = createQueryList(need.workbook, need.addIn, () => need.clock.now());
  const share = createFreshSharing<AnsweredQuery, QueryProgress>(() => need.clock.now());
  const parts = { queries, need };

  const stops = createStops();

  /** Runs one thing of a query at a time, and lets it be stopped. */
  function run(id: string, { signal, onProgress }: RunContext, work: Work): Promise<AnsweredQuery> {
    const waiting = { signal: AbortSignal.any([signal, stops.signalOf(id)]), ...(onProgress ? { onProgress } : {}) };
    return share({ key: id, way: work.way, maxAgeMs: 0 }, waiting, (shared) => keepRun({ ...parts, ...work, id, signal: shared.signal }, () => work.start(shared)));
  }

  const refresh: Queries["refresh"] = (id, context, wish = {}) =>
    run(id, context, { way: JSON.stringify(wish), countsFailed: (failure) => !isOwnMatter(failure, wish), start: (shared) => refreshQuery(parts, { id, wish }, shared) });

  return {
    list: queries.list,
    unreadable: queries.unreadable,
    entries: queries,
    load: queries.load,
    insert: (request, context) => insertQuery(parts, request, context),
    refresh,
    async refreshAll(context, wish) {
      // The ribbon may ask before the page has read the workbook.
      await queries.load(context.signal);
      const all = () => Promise.allSettled(queries.list.get().map(({ definition }) => refresh(definition.id, context, wish)));
      await need.evidence.together(all);
      if (context.signal.aborted) throw new AppError("CANCELLED", "Cancelled.");
    },
    edit: (id, change, context) => run(id, context, editing(parts, { id, change, wish: limitOf(context) })),
    async setEvidence(id, on, signal) {
      const definition = queries.find(id);
      await queries.edit(keepingEvidence(id, on, need.clock.now()), signal);
      if (!on) await need.evidence.ended(definition);
    },
    ...createEntryChanges(parts),
    ...createScheduling(parts),
    stop: (id) => stops.stop(id),
    async goTo(id, signal) {
      if (!(await need.workbook.selectTable(tableRef(queries.find(id)), signal))) throw tableGone();
    },
    async remove(id, data, signal) {
      const definition = queries.find(id);
      stops.stop(id);
      if (data === "delete") await need.writeInTurn(() => need.workbook.deleteTable(tableRef(definition), signal));
      await queries.edit((definitions) => definitions.filter((one) => one.id !== id), signal);
      await need.evidence.ended(definition);
    },
  };
}

type Work = Pick<KeepRun, "countsFailed"> & { readonly way: string; readonly start: (shared: Required<RunContext>) => Promise<AnsweredQuery> };

const editing = (parts: QueryParts, edit: Edit): Work => ({
  way: `edit ${JSON.stringify(edit)}`,
  countsFailed: () => false,
  start: (shared) => editQuery(parts, edit, shared),
});

const limitOf = ({ maxRequests }: Pick<RefreshWish, "maxRequests">): Edit["wish"] => (maxRequests === undefined ? {} : { maxRequests });

const tableGone = () =>
  new AppError("NOT_FOUND", "The table of this query is no longer in the workbook.", { hint: "Undo its removal, or remove the query and insert it again." });
