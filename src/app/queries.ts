import { AppError } from "../base/app-error";
import type { QueryResult } from "../table/query-result";
import type { Queries } from "./app-api";
import { insertQuery } from "./insert-query";
import type { QueriesNeed } from "./queries-need";
import { changing, createQueryList } from "./query-list";
import { refreshQuery } from "./refresh-query";
import { createSharing } from "../base/share-in-flight";

/** The queries of the workbook: inserted once, refreshed often. */
export function createQueries(need: QueriesNeed): Queries {
  const queries = createQueryList(need.workbook, need.addIn);
  const share = createSharing<QueryResult>();
  const parts = { queries, need };

  const refresh: Queries["refresh"] = (id, context) =>
    share(id, context.signal, (signal) => refreshQuery(parts, id, { ...context, signal }));

  return {
    list: queries.list,
    load: queries.load,
    insert: (request, context) => insertQuery(parts, request, context),
    refresh,
    async refreshAll(context) {
      // The ribbon may ask before the page has read the workbook.
      await queries.load(context.signal);
      await Promise.allSettled(queries.list.get().map(({ definition }) => refresh(definition.id, context)));
      if (context.signal.aborted) throw new AppError("CANCELLED", "Cancelled.");
    },
    async setSchedule(id, schedule, signal) {
      queries.find(id);
      await queries.edit(changing(id, { schedule }), signal);
    },
    remove: (id, signal) => queries.edit((definitions) => definitions.filter((one) => one.id !== id), signal),
  };
}
