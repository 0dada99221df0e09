import type { Limits } from "../stripe/pacing/limits";
import type { NumberRange, ReadContext } from "../table/row-source";
import { freshnessOf, requestLimitOf, toQuery } from "./answer-query";
import type { RunContext, RunQuery } from "./app-api";
import { estimateReads } from "./estimate-reads";
import { addRanges, divideRange } from "./number-ranges";
import type { OpenReader } from "./open-reader";
import type { QueryEstimate, TableEstimate } from "./query-estimate";

/** How an estimate is asked for. */
export type ExplainRequest = { readonly request: RunQuery; readonly probe: boolean };

/**
 * What a run would read and take. Sends nothing unless it may probe, then two requests a table at most.
 * @throws AppError as the engine for a statement that cannot be run.
 */
export async function explainQuery(
  { connection, engine }: OpenReader,
  { request, probe }: ExplainRequest,
  { signal }: RunContext,
): Promise<QueryEstimate> {
  const { profile, source, limits, reads, withinTime } = connection;
  const plan = engine.explain(toQuery(request, profile));
  let probes = 0;
  const freshness = freshnessOf(request, profile);
  const read = (within: AbortSignal): ReadContext => ({ signal: within, onRequest: () => void probes++ });
  const { tables, requests } = await withinTime(
    (within) => estimateReads({ plan, source, freshness, probe: probe ? read(within) : null }),
    signal,
  );
  const timed = tables.map((table): TableEstimate => ({ ...table, seconds: secondsFor(table.requests, limits) }));
  return {
    connection: profile.name,
    mode: profile.mode,
    tables: timed,
    requests,
    seconds: secondsInAll(timed, limits),
    pace: paceOf(limits, tables.length),
    reads: reads?.get() ?? null,
    limit: requestLimitOf(request, profile),
    probes,
  };
}

/** Each table is an endpoint of its own. */
function paceOf({ account, endpoint }: Limits, tables: number): QueryEstimate["pace"] {
  return account === Infinity ? null : { mostASecond: Math.min(account, endpoint * tables), ofASecond: account };
}

/** Tables may be read at the same time, as fast as the account allows, or one after the other, where one follows from the other. */
function secondsInAll(tables: readonly TableEstimate[], { account }: Limits): NumberRange | null {
  const inTurn = addRanges(tables.map(({ seconds }) => seconds));
  const requests = addRanges(tables.map((table) => table.requests));
  if (inTurn === null || requests === null) return inTurn;
  const longest = Math.max(0, ...tables.map(({ seconds }) => seconds?.least ?? 0));
  return { least: Math.max(longest, requests.least / account), most: inTurn.most };
}

function secondsFor(requests: NumberRange | null, { account, endpoint }: Limits): NumberRange | null {
  const aSecond = Math.min(account, endpoint);
  return requests === null || aSecond === Infinity ? null : divideRange(requests, aSecond);
}
