import { unconditional } from "../../table/conditions";
import type { PartialReason, TableLoad } from "../../table/query-result";
import type { Extent, Narrowing, ReadContext } from "../../table/row-source";
import { blockOf, type RowBlock } from "../../table/row-block";
import type { Search } from "../search/create-search";
import { collectRows } from "./collect-rows";
import { heldColumns, type KeptRows } from "./kept-rows";
import { createReasons } from "./reasons";
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
type Served = { readonly block: RowBlock | null; readonly load: Omit<TableLoad, "table" | "rows"> };

/** Reads a scan from memory, from a load that is under way, by a search, or from Stripe. @throws AppError the listing's errors. */
export async function* readScan(tools: ReadScanTools, scan: ScanToRead, context: ReadContext): AsyncGenerator<RowBlock> {
  let load: Served["load"] | null = null;
  let rows = 0;
  let failed = false;
  try {
    for await (const served of serveScan(tools, scan, context)) {
      load = served.load;
      rows += served.block?.count ?? 0;
      if (served.block !== null && served.block.count > 0) yield served.block;
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
  // Of rows that are kept, however old, reading what changed costs as little as a search and misses nothing.
  const unread = tools.memory.covering(wanted).length === 0 && atHand(tools, wanted, context) === undefined;
  if (tools.search !== null && scan.narrowing !== undefined && unread) {
    if (yield* serveSearch({ ...tools, search: tools.search }, { wanted, narrowing: scan.narrowing }, context)) return;
  }
  // From here to the start of a load nothing is awaited, so that nobody starts the same one meanwhile.
  const found = atHand(tools, wanted, context);
  if (found?.kind === "memory") yield* serveMemory(tools, { slot: found.slot, wanted }, context);
  else if (found?.kind === "running") yield* follow(found.load, wanted, context);
  else if (extent === "some") yield* passThrough(tools, wanted, context);
  else yield* follow(begin(tools, wanted, context), wanted, context);
}

type AtHand = { readonly kind: "memory"; readonly slot: ScanSlot } | { readonly kind: "running"; readonly load: SharedLoad };

/** What is kept or on its way already, and new enough. */
function atHand({ memory, running, now }: ReadScanTools, wanted: Wanted, { freshness = alwaysAsk }: ReadContext): AtHand | undefined {
  const slot = memory.covering(wanted).find(({ kept }) => isFresh(kept.asOf, now(), freshness));
  if (slot !== undefined) return { kind: "memory", slot };
  const joinable = [...running].find(
    ({ covered, reload, load }) => load.underWay && covers(covered, wanted) && (reload || !freshness.reload) && mayJoin(load.began, now(), freshness),
  );
  return joinable && { kind: "running", load: joinable.load };
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
  yield { block: null, load };
  for (let at = 0; at < order.length; at += pageRows) {
    const block = serve(order.subarray(at, at + pageRows));
    context.onRows?.(block.count);
    yield { block, load };
  }
}

function begin(tools: ReadScanTools, wanted: Wanted, { freshness = alwaysAsk }: ReadContext): SharedLoad {
  const load = startLoad(tools.now(), (loading) => loadScan(tools, { wanted, freshness }, loading));
  const { plan, conditions, columns } = wanted;
  const one = { covered: { plan, conditions, held: heldColumns(plan, columns) }, reload: freshness.reload === true, load };
  tools.running.add(one);
  // It holds its rows, which nobody counts once they are served.
  void load.ended.then(() => tools.running.delete(one));
  return load;
}

async function* follow(load: SharedLoad, wanted: Wanted, context: ReadContext): AsyncGenerator<Served> {
  const arrivals = load.read(context, pageRows);
  const servings = new Map<KeptRows, Serve>();
  try {
    for (;;) {
      const next = await arrivals.next();
      if (next.done) {
        yield { block: null, load: next.value };
        return;
      }
      const { rows, numbers, requests } = next.value;
      const serve = servings.get(rows) ?? createServing(wanted, rows);
      servings.set(rows, serve);
      yield { block: serve(numbers), load: { kind: "list", asOf: load.began, why: null, requests } };
    }
  } finally {
    await arrivals.return({ kind: "list", asOf: load.began, why: null, requests: 0 });
  }
}

/** Returns whether the rows came by a search. */
async function* serveSearch(
  { search, now }: { readonly search: Search; readonly now: () => number },
  { wanted, narrowing }: { readonly wanted: Wanted; readonly narrowing: Narrowing },
  context: ReadContext,
): AsyncGenerator<Served, boolean> {
  const asOf = now();
  const { counting, requests } = countRequests(context);
  const found = await search({ ...wanted, extent: "all" }, narrowing, counting);
  if (found === null) return false;
  const rows = found.objects.map((object) => wanted.columns.map(({ read }) => read({ object, asked: found.asked })));
  context.onRows?.(rows.length);
  yield { block: blockOf(rows, wanted.columns.length), load: { kind: "search", asOf, why: null, requests: requests() } };
  return true;
}

/** Pages only as they are pulled. What was read to its end all the same is kept. */
async function* passThrough({ readListing, memory, zone, now }: ReadScanTools, wanted: Wanted, context: ReadContext): AsyncGenerator<Served> {
  const { plan, conditions, columns } = wanted;
  const asOf = now();
  const { counting, requests } = countRequests(context);
  const reasons = createReasons();
  const onPartial = (reason: PartialReason): void => {
    reasons.add(reason);
    context.onPartial?.(reason);
  };
  const held = heldColumns(plan, columns);
  const collected = collectRows(zone, plan, held);
  const serve = createServing({ plan, columns, conditions: unconditional }, collected.rows);
  let served = 0;
  const next = (): Served => {
    const numbers = Uint32Array.from(collected.order.slice(served));
    served += numbers.length;
    return { block: serve(numbers), load: { kind: "list", asOf, why: null, requests: requests() } };
  };
  for await (const taken of readListing({ ...wanted, extent: "some" }, collected.take, { ...counting, onPartial })) {
    collected.add(taken);
    yield next();
  }
  collected.end();
  yield next();
  const order = Uint32Array.from(collected.order);
  memory.keep({ plan, conditions, columns, held, rows: collected.rows, order, asOf, mark: undefined, listRequests: requests(), reasons: reasons.all() });
}

function countRequests(context: ReadContext): { readonly counting: ReadContext; readonly requests: () => number } {
  let requests = 0;
  const onRequest = (): void => {
    requests++;
    context.onRequest();
  };
  return { counting: { ...context, onRequest }, requests: () => requests };
}
