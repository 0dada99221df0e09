import type { QueryContext, QueryRequest } from "../query/engine-api";
import type { Freshness, RowSource } from "../table/row-source";
import type { AnsweredQuery, RunContext, RunQuery } from "./app-api";
import { requestsNeeded } from "./estimate-reads";
import type { OpenReader } from "./open-reader";
import { refuseTooMany } from "./request-limit";

type Profile = OpenReader["connection"]["profile"];

/**
 * Runs one SELECT over an open connection, within the connection's own limits of rows, time, requests and age where the
 * request names none.
 * @throws AppError as the engine; `REQUEST_LIMIT` before anything is sent where it is known that the limit will not do.
 */
export function answerQuery({ connection, engine }: OpenReader, request: RunQuery, context: RunContext): Promise<AnsweredQuery> {
  const { profile, source, reads, withinTime, timeText } = connection;
  const query = toQuery(request, profile);
  const limit = requestLimitOf(request, profile);
  const freshness = freshnessOf(request, profile);
  const limits = { freshness, ...(limit === null ? {} : limitedTo(limit, source, freshness)) };
  return withinTime(async (signal) => {
    const result = await engine.run(query, { ...context, signal, ...limits });
    return { ...result, connection: profile.name, mode: profile.mode, reads: reads?.get() ?? null, readOn: timeText(result.asOf).slice(0, 10) };
  }, context.signal);
}

/** What is known to take more requests is not begun, anything else ends when they are used up. */
function limitedTo(
  maxRequests: number,
  source: Pick<RowSource, "estimate">,
  freshness: Freshness,
): Pick<QueryContext, "maxRequests" | "beforeReading"> {
  return { maxRequests, beforeReading: async (reads) => refuseTooMany(await requestsNeeded({ reads, source, freshness }), maxRequests) };
}

/** The part of a request that the engine answers. */
export function toQuery({ sql, parameters, maxRows }: RunQuery, profile: Profile): QueryRequest {
  const most = Math.min(maxRows ?? Infinity, profile.maxRows ?? Infinity);
  return { sql, ...(parameters === undefined ? {} : { parameters }), ...(most === Infinity ? {} : { maxRows: most }) };
}

/** `null`: none. */
export function requestLimitOf({ maxRequests }: RunQuery, profile: Profile): number | null {
  return maxRequests === undefined ? profile.maxRequests : maxRequests;
}

/** How old rows may be. */
export function freshnessOf({ maxAgeMs, reload }: RunQuery, { cacheTolerance }: Profile): Freshness {
  return { maxAgeMs: maxAgeMs ?? cacheTolerance * 1000, ...(reload ? { reload } : {}) };
}
