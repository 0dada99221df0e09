import type { PlannedAccess, PlannedRead, QueryPlan } from "../query/engine-api";
import type { EstimateContext, NumberRange, RowSource, ScanEstimate } from "../table/row-source";
import { addRanges, capRange } from "./number-ranges";
import type { TableEstimate } from "./query-estimate";

/** Objects that Stripe puts on a page. @see https://docs.stripe.com/api/pagination */
const rowsARequest = 100;

/** Keys up to this many are surely read one by one. */
const fewKeys = 20;

export type ReadsToEstimate = EstimateContext & {
  readonly plan: QueryPlan;
  readonly source: Pick<RowSource, "estimate">;
};

/** A table's estimate without what depends on the connection's rates. */
export type ReadEstimate = Omit<TableEstimate, "seconds">;

/** What the reads of a plan take, one entry a table, and in all. */
export async function estimateReads(
  { plan, source, ...context }: ReadsToEstimate,
): Promise<{ readonly tables: readonly ReadEstimate[]; readonly requests: NumberRange | null }> {
  const names = [...new Set(plan.accesses.map(({ table }) => table))];
  const tables = await Promise.all(
    names.map(async (name) => {
      const reads = plan.reads.filter((read) => tableOf(read) === name);
      const estimates = await Promise.all(reads.map((read) => estimateRead(read, { plan, source, ...context })));
      return toTable(plan.accesses.filter(({ table }) => table === name), estimates);
    }),
  );
  return { tables, requests: addRanges(tables.map(({ requests }) => requests)) };
}

type ReadsToCount = Pick<ReadsToEstimate, "source" | "freshness"> & { readonly reads: readonly PlannedRead[] };

/** What listings take, as far as it is known without asking; nothing is assumed of look-ups, which the source may gather or remember. */
export async function requestsNeeded({ reads, source, ...aged }: ReadsToCount): Promise<NumberRange | null> {
  const scans = reads.filter((read) => read.kind === "scan");
  const estimates = await Promise.all(
    scans.map(async (scan) => {
      const estimate = await source.estimate(scan.request, { ...aged, probe: null });
      return mayEndEarly(scan) ? untilEnough(estimate) : estimate;
    }),
  );
  return addRanges(estimates.map(({ requests }) => requests));
}

type PlannedScan = Extract<PlannedRead, { kind: "scan" }>;

const tableOf = (read: PlannedRead): string => (read.kind === "scan" ? read.request.table.name : read.table);

async function estimateRead(read: PlannedRead, { plan, source, ...context }: ReadsToEstimate): Promise<ScanEstimate> {
  if (read.kind === "lookup") return estimateLookup(read.keys);
  const estimate = await source.estimate(read.request, context);
  if (!mayEndEarly(read)) return estimate;
  return read.rowsWanted !== null && countsEachRow(plan, read) ? untilRows(estimate, read.rowsWanted) : untilEnough(estimate);
}

/** Many keys may be gathered into fewer requests; that costs a hundredth more at most where it does not pay. */
function estimateLookup(keys: number): ScanEstimate {
  const requests = keys <= fewKeys ? { least: keys, most: keys } : { least: Math.ceil(keys / rowsARequest), most: Math.ceil(keys * 1.01) };
  return { requests, rows: { least: 0, most: keys }, basis: "counted", sent: keys === 1 ? ["id"] : [`id (${keys.toLocaleString("en")} of them)`] };
}

/** A read may stop at a LIMIT, and a search may find in a few requests what would have to be listed as a whole. */
function mayEndEarly({ request, rowsWanted }: PlannedScan): boolean {
  return request.extent !== "all" || rowsWanted !== null || request.narrowing !== undefined;
}

/** Whether every row that is read is a row of the answer, as far as the plan tells, and none takes a request of its own. */
function countsEachRow({ accesses }: QueryPlan, { request }: PlannedScan): boolean {
  const spread = request.table.filters.some(({ eachOf, column }) => eachOf !== undefined && request.conditions.equals[column] === undefined);
  return !spread && accesses.length === 1 && accesses.every(({ local }) => local.length === 0);
}

/** A read that stops when it has so many rows. */
function untilRows(estimate: ScanEstimate, wanted: number): ScanEstimate {
  const pages = Math.max(1, Math.ceil(wanted / rowsARequest));
  return {
    ...estimate,
    rows: capRange(estimate.rows ?? { least: 0, most: null }, wanted),
    requests: capRange(estimate.requests ?? { least: 1, most: null }, pages),
  };
}

/** A read that stops when enough of its rows are of use: perhaps after the first page, perhaps at the end. */
function untilEnough({ requests, rows, ...known }: ScanEstimate): ScanEstimate {
  return {
    ...known,
    rows: rows && { least: Math.min(rows.least, 1), most: rows.most },
    requests: { least: Math.min(requests?.least ?? 1, 1), most: requests?.most ?? null },
  };
}

function toTable(accesses: readonly PlannedAccess[], estimates: readonly ScanEstimate[]): ReadEstimate {
  const dependent = accesses.some((access) => access.dependent);
  const later: readonly null[] = dependent || estimates.length === 0 ? [null] : [];
  return {
    table: accesses[0]?.table ?? "",
    sent: [...new Set(estimates.flatMap(({ sent }) => sent))],
    local: [...new Set(accesses.flatMap(({ local }) => local))],
    dependent,
    stopsEarly: accesses.every(({ stopsEarly }) => stopsEarly),
    requests: addRanges([...estimates.map(({ requests }) => requests), ...later]),
    rows: addRanges([...estimates.map(({ rows }) => rows), ...later]),
    basis: commonBasis(estimates, dependent),
  };
}

/** How all of it is known; when that differs from read to read, as the least sure one is. */
function commonBasis(estimates: readonly ScanEstimate[], dependent: boolean): ScanEstimate["basis"] {
  const order = ["unknown", "probed", "counted", "memory"] as const;
  return dependent ? "unknown" : (order.find((basis) => estimates.some((one) => one.basis === basis)) ?? "unknown");
}
