import { blockOf, type RowBlock } from "../table/row-block";
import type { ReadContext, RowSource } from "../table/row-source";
import type { FetchContext } from "./fetch-context";
import { listIfCheaper } from "./list-if-cheaper";
import { createPageScan } from "./page-scan";
import type { Fetch } from "./plan-fetches";
import type { RowNumber } from "./row-columns";
import { scanRequest, type ListFetch } from "./scan-request";

/** Listings of one run that are under way at the same time. The source keeps its own pace below this. */
const mostAtOnce = 20;

/** Carries out all fetches of a pass; the first failure ends it. @throws AppError `REQUEST_LIMIT`. */
export async function runFetches(planned: readonly Fetch[], context: FetchContext): Promise<void> {
  const fetches = await listIfCheaper(planned, context);
  // All at once, as the source gathers them into fewer requests.
  const lookups = fetches.filter((fetch) => fetch.kind === "lookup").map((fetch) => lookUp(fetch, context));
  const listings = fetches.filter((fetch) => fetch.kind !== "lookup");
  await Promise.all([...lookups, readListings(listings, context)]);
}

type Reading = Exclude<Fetch, { kind: "lookup" }>;

async function readListings(fetches: readonly Reading[], context: FetchContext): Promise<void> {
  const { ledger } = context;
  const waiting = fetches.length > mostAtOnce && ledger.looksAhead ? await needsOf(fetches, context) : new Map<Reading, number>();
  let needed = [...waiting.values()].reduce((sum, need) => sum + need, 0);
  ledger.expectAtLeast(needed);
  const rest = fetches.values();
  const worker = async (): Promise<void> => {
    for (const fetch of rest) {
      needed -= waiting.get(fetch) ?? 0;
      ledger.expectAtLeast(needed);
      await readListing(fetch, context);
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, fetches.length) }, worker));
}

/** Requests that listings need at least, by what the source knows without asking. */
async function needsOf(fetches: readonly Reading[], { source, ledger }: FetchContext): Promise<ReadonlyMap<Reading, number>> {
  const listings = fetches.filter((fetch) => fetch.kind === "list");
  const needs = await Promise.all(
    listings.map(async (fetch): Promise<[Reading, number]> => {
      const { requests } = await source.estimate(scanRequest(fetch), ledger.beforehand);
      return [fetch, fetch.pages === Infinity ? (requests?.least ?? 1) : Math.min(1, requests?.least ?? 1)];
    }),
  );
  return new Map(needs);
}

async function readListing(fetch: Reading, context: FetchContext): Promise<void> {
  if (fetch.kind === "continue") return fetch.scan.read(await pagesWorthReading(fetch, context));
  const { store, conditions, narrowing } = fetch;
  const scan = createPageScan({ conditions, narrowing }, (extent) => admittedPages({ ...fetch, extent }, context));
  store.addScan(scan);
  await scan.read(fetch.pages);
}

/** Steps of fewer pages than this are quick enough one page after the other. */
const fewPages = 8;

/**
 * All pages, in parallel, where the next step of a listing that is read little by little would come to its end: that sends
 * again what was sent so far, at most as much as the step itself. Of a listing that is longer, or whose length nobody
 * knows, no more is read than was asked for, since the next page may be enough.
 */
async function pagesWorthReading({ store, scan, pages }: Extract<Fetch, { kind: "continue" }>, { source, ledger }: FetchContext): Promise<number> {
  if (pages < fewPages || pages === Infinity) return pages;
  const { conditions, narrowing } = scan;
  const { requests } = await source.estimate(scanRequest({ store, conditions, narrowing, extent: "all" }), ledger.beforehand);
  return (requests?.least ?? Infinity) <= scan.pages + pages ? Infinity : pages;
}

async function lookUp({ store, key }: Extract<Fetch, { kind: "lookup" }>, { source, ledger }: FetchContext): Promise<void> {
  const entry = ledger.open("all");
  const { table, columns } = store;
  const row = await source.lookup({ table, columns, key }, entry.context);
  store.rememberKey(key, row && blockOf([row], columns.length));
  entry.close();
}

/** The pages of one listing as its store takes them in. */
async function* admittedPages(fetch: ListFetch, { source, ledger }: FetchContext): AsyncGenerator<readonly RowNumber[]> {
  const entry = ledger.open(fetch.extent);
  const admit = fetch.store.admission();
  try {
    for await (const block of blocksOf(fetch, source, entry.context)) yield admit(block);
  } finally {
    entry.close();
  }
}

/** Rows by column, straight from a source that has them so. */
async function* blocksOf(fetch: ListFetch, source: RowSource, context: ReadContext): AsyncGenerator<RowBlock> {
  const request = scanRequest(fetch);
  if (source.scanBlocks) yield* source.scanBlocks(request, context);
  else for await (const page of source.scan(request, context)) yield blockOf(page, request.columns.length);
}
