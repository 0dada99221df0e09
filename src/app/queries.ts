import { AppError } from "../base/app-error";
import type { QueryProgress } from "../query/engine-api";
import type { AnsweredQuery, Queries } from "./app-api";
import { rescheduled } from "./definition-edits";
import { insertQuery } from "./insert-query";
import type { QueriesNeed } from "./queries-need";
import { createQueryList } from "./query-list";
import { refreshQuery } from "./refresh-query";
import { createFreshSharing } from "./share-fresh";

/** The queries of the workbook: inserted once, refreshed often. */
export function createQueries(need: QueriesNeed): Queries {
  const queries = createQueryList(need.workbook, need.addIn);
  const share = createFreshSharing<AnsweredQuery, QueryProgress>(() => need.clock.now());
  const parts = { queries, need };

  const refresh: Queries["refresh"] = (id, context, wish = {}) =>
    share({ key: id, way: JSON.stringify(wish), maxAgeMs: 0 }, context, (shared) => refreshQuery(parts, { id, wish }, shared));

  return {
    list: queries.list,
    load: queries.load,
    insert: (request, context) => insertQuery(parts, request, context),
    refresh,
    async refreshAll(context, wish) {
      // The ribbon may ask before the page has read the workbook.
      await queries.load(context.signal);
      await Promise.allSettled(queries.list.get().map(({ definition }) => refresh(definition.id, context, wish)));
      if (context.signal.aborted) throw new AppError("CANCELLED", "Cancelled.");
    },
    async setSchedule(id, schedule, signal) {
      queries.find(id);
      await queries.edit(rescheduled(id, schedule), signal);
    },
    remove: (id, signal) => queries.edit((definitions) => definitions.filter((one) => one.id !== id), signal),
  };
}
