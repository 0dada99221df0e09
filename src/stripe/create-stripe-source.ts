import { catalogTables } from "../catalog/catalog";
import { nextTurn } from "../platform/next-turn";
import { type RowBlock, rowsOf } from "../table/row-block";
import type { ReadContext, RowSource, ScanRequest } from "../table/row-source";
import { createMemoryLimit } from "./cache/memory-limit";
import { createObjectMemory } from "./cache/object-memory";
import { createLookupReader } from "./cache/lookups/create-lookup-reader";
import { createEstimate } from "./cache/estimate-scan";
import { createRefreshScan } from "./cache/refresh-scan";
import { createScanMemory } from "./cache/scan-memory";
import { createScanReader } from "./cache/create-scan-reader";
import { createChangeReader } from "./changes/create-change-reader";
import type { StripeClient } from "./client";
import { createListingReader } from "./listing/create-listing-reader";
import { estimateListing } from "./listing/estimate-listing";
import { readObject } from "./listing/read-object";
import { createSearch } from "./search/create-search";
import { createTablePlans } from "./table-plans";
import { createTimeZone } from "./time-zone";

export type StripeSourceOptions = {
  readonly client: StripeClient;
  /** Zone of the timestamps that SQL sees: an IANA name or `UTC`. */
  readonly timeZone: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Bytes that rows may take in memory to be used again; 256 MiB when absent. */
  readonly cacheBytes?: number;
  /** Whether Stripe's search may be used; `off` when absent. */
  readonly search?: "off" | "allow";
};

const usualCacheBytes = 256 * 2 ** 20;

/** Stripe's tables as rows, with the memory of one connection. @throws AppError `BAD_SETTING` for an unknown time zone. */
export function createStripeSource(options: StripeSourceOptions): RowSource {
  const { client, timeZone, now, cacheBytes = usualCacheBytes, search = "off" } = options;
  const zone = createTimeZone(timeZone);
  const plans = createTablePlans(zone, search === "allow");
  const readListing = createListingReader(client);
  const limit = createMemoryLimit(cacheBytes);
  const memory = createScanMemory(limit);
  const base = { readListing, memory, zone, now, changes: createChangeReader({ client, list: readListing, now }) };
  const tools = { ...base, refresh: createRefreshScan(base) };
  const readScan = createScanReader({ ...tools, search: search === "allow" ? createSearch(client) : null });
  const lookUp = createLookupReader({
    ...tools,
    objects: createObjectMemory(limit),
    readObject: (request, context) => readObject(client, request, context),
    nextTurn,
  });
  const estimate = createEstimate({ memory, now, estimateListing: (listing, probe) => estimateListing(client, listing, probe) });

  function scanBlocks(request: ScanRequest, context: ReadContext): AsyncIterable<RowBlock> {
    const wanted = { ...plans.reading(request), conditions: request.conditions };
    return readScan({ wanted, extent: request.extent ?? "some", narrowing: request.narrowing }, context);
  }

  return {
    find: (name) => plans.find(name)?.table,
    names: () => catalogTables().map(({ name }) => name),
    async *scan(request, context) {
      for await (const block of scanBlocks(request, context)) yield rowsOf(block);
    },
    scanBlocks,
    lookup: (request, context) => lookUp({ ...plans.reading(request), key: request.key }, context),
    estimate: (request, context) => estimate({ ...plans.reading(request), conditions: request.conditions }, context),
  };
}
