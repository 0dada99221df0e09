import { unconditional } from "../../table/conditions";
import type { PartialReason, TableLoad } from "../../table/query-result";
import type { Extent, Narrowing, ReadContext } from "../../table/row-source";
import type { Row } from "../../table/table";
import type { Search } from "../search/create-search";
import { collectRows } from "./collect-rows";
import { heldColumns, type KeptRows } from "./kept-rows";
import { loadScan, type LoadScanTools } from "./load-scan";
import type { ScanSlot } from "./scan-memory";
import { createServing, pageRows, type Serve } from "./serve-rows";
import { type SharedLoad, startLoad } from "./shared-load";
import { alwaysAsk, covers, isFresh, mayJoin, type Covered, type Wanted } from "./wanted";

/** A scan to be read, by whatever way costs least. */
export type ScanToRead = { readonly wanted: Wanted; readonly extent: Extent; readonly narrowing: Narrowing | undefined };

export type ReadScanTools = LoadScanTools & {
  /** `null` where searching is not allowed. */
  readonly search: Search | null;
  readonly running: Set<RunningScan>;
};

/** A load that others may join. */
export type RunningScan = { readonly covered: Covered; readonly reload: boolean; readonly load: SharedLoad };

/** Rows, and how they came as far as is known by now. */
type Served = { readonly rows: readonly Row[]; readonly load: Omit<TableLoad, "table" | "rows"> };

/** Reads a scan from memory, from a load that is under way, by a search, or from Stripe. @throws AppError the listing's errors. */
export async function* readScan(tools: ReadScanTools, scan: ScanToRead, context: ReadContext): AsyncGenerator<readonly Row[]> {
  let load: Served["load"] | null = null;
  let rows = 0;
  let failed = false;
  try {
    for await (const served of serveScan(tools, scan, context)) {
      load = served.load;
      rows += served.rows.length;
      if (served.rows.length > 0) yield served.rows;
    }
  } catch (failure) {
    failed = true;
    throw failure;
  } finally {
    if (load !== null && !failed) context.onLoad?.({ ...load, table: scan.wanted.plan.table.name, rows });
  }
}

async function* serveScan(tools: ReadScanTools, scan: ScanToRead, context: ReadContext): AsyncGenerator<Served> {
  const { wanted, extent } = scan;
  const { freshness = alwaysAsk } = context;
  const slot = tools.memory.covering(wanted).find(({ kept }) => isFresh(kept.asOf, tools.now(), freshness));
  if (slot !== undefined) return yield* serveMemory(tools, { slot, wanted }, context);
  const running = joinable(tools, wanted, context);
  if (running !== undefined) return yield* follow(running.load, wanted, context);
  const found = yield* serveSearch(tools, scan, context);
  if (found) return;
  if (extent === "some") return yield* passThrough(tools, wanted, context);
  yield* follow(begin(tools, wanted, context), wanted, context);
}

function* serveMemory(
  { memory }: ReadScanTools,
  { slot, wanted }: { readonly slot: ScanSlot; readonly wanted: Wanted },
  context: ReadContext,
): Generator<Served> {
  memory.use(slot);
  const { rows, order, asOf, reasons } = slot.kept;
  const load = { kind: "memory" as const, requests: 0, asOf, why: null };
  for (const reason of reasons) context.onPartial?.(reason);
  const serve = createServing(wanted, rows);
  yield { rows: [], load };
  for (let at = 0; at < order.length; at += pageRows) {
    const page = serve(order.subarray(at, at + pageRows));
    context.onRows?.(page.length);
    yield { rows: page, load };
  }
}

function joinable({ running, now }: ReadScanTools, wanted: Wanted, { freshness = alwaysAsk }: ReadContext): RunningScan | undefined {
  for (const one of running) if (!one.load.underWay) running.delete(one);
  return [...running].find(
    ({ covered, reload, load }) => covers(covered, wanted) && (reload || !freshness.reload) && mayJoin(load.began, now(), freshness),
  );
}

function begin(tools: ReadScanTools, wanted: Wanted, { freshness = alwaysAsk }: ReadContext): SharedLoad {
  const load = startLoad(tools.now(), (loading) => loadScan(tools, { wanted, freshness }, loading));
  const { plan, conditions, columns } = wanted;
  tools.running.add({ covered: { plan, conditions, held: heldColumns(plan, columns) }, reload: freshness.reload === true, load });
  return load;
}

async function* follow(load: SharedLoad, wanted: Wanted, context: ReadContext): AsyncGenerator<Served> {
  const arrivals = load.read(context, pageRows);
  const servings = new Map<KeptRows, Serve>();
  try {
    for (;;) {
      const next = await arrivals.next();
      if (next.done) return yield { rows: [], load: next.value };
      const { rows, numbers, requests } = next.value;
      const serve = servings.get(rows) ?? createServing(wanted, rows);
      servings.set(rows, serve);
      yield { rows: serve(numbers), load: { kind: "list", asOf: load.began, why: null, requests } };
    }
  } finally {
    await arrivals.return({ kind: "list", asOf: load.began, why: null, requests: 0 });
  }
}

/** Returns whether the rows came by a search. */
async function* serveSearch({ search, now }: ReadScanTools, { wanted, narrowing }: ScanToRead, context: ReadContext): AsyncGenerator<Served, boolean> {
  if (search === null || narrowing === undefined) return false;
  const asOf = now();
  const { counting, requests } = countRequests(context);
  const found = await search({ ...wanted, extent: "all" }, narrowing, counting);
  if (found === null) return false;
  const rows = found.objects.map((object) => wanted.columns.map(({ read }) => read({ object, asked: found.asked })));
  context.onRows?.(rows.length);
  yield { rows, load: { kind: "search", asOf, why: null, requests: requests() } };
  return true;
}

/** Pages only as they are pulled. What was read to its end all the same is kept. */
async function* passThrough({ readListing, memory, zone, now }: ReadScanTools, wanted: Wanted, context: ReadContext): AsyncGenerator<Served> {
  const { plan, conditions, columns } = wanted;
  const asOf = now();
  const { counting, requests } = countRequests(context);
  const reasons: PartialReason[] = [];
  const onPartial = (reason: PartialReason): void => {
    reasons.push(reason);
    context.onPartial?.(reason);
  };
  const held = heldColumns(plan, columns);
  const collected = collectRows(zone, plan, held);
  const serve = createServing({ plan, columns, conditions: unconditional }, collected.rows);
  let served = 0;
  const next = (): Served => {
    const numbers = collected.order.slice(served);
    served += numbers.length;
    return { rows: serve(numbers), load: { kind: "list", asOf, why: null, requests: requests() } };
  };
  for await (const page of readListing({ ...wanted, extent: "some" }, { ...counting, onPartial })) {
    collected.add(page);
    yield next();
  }
  collected.end();
  yield next();
  const order = Uint32Array.from(collected.order);
  memory.keep({ plan, conditions, columns, held, rows: collected.rows, order, asOf, mark: undefined, listRequests: requests(), reasons });
}

function countRequests(context: ReadContext): { readonly counting: ReadContext; readonly requests: () => number } {
  let requests = 0;
  const onRequest = (): void => {
    requests++;
    context.onRequest();
  };
  return { counting: { ...context, onRequest }, requests: () => requests };
}
