import type { EstimateContext, NumberRange, ReadContext, ScanEstimate } from "../../table/row-source";
import type { Listing } from "../listing/listing";
import { countWanted, requestsToList } from "./requests-to-list";
import type { ScanMemory } from "./scan-memory";
import { alwaysAsk, isFresh, type Wanted } from "./wanted";

export type EstimateTools = {
  readonly memory: ScanMemory;
  readonly now: () => number;
  readonly estimateListing: (listing: Listing, probe: ReadContext | null) => Promise<ScanEstimate>;
};

/** What a scan would take: by the rows that are kept, by earlier counts, or by what Stripe tells. */
export type EstimateScan = (wanted: Wanted, context: EstimateContext) => Promise<ScanEstimate>;

type Known = Omit<ScanEstimate, "sent">;

/** Makes an {@link EstimateScan}. */
export function createEstimate({ memory, now, estimateListing }: EstimateTools): EstimateScan {
  function byKeptRows(wanted: Wanted, { freshness = alwaysAsk }: EstimateContext): Known | null {
    const slots = freshness.reload ? [] : memory.covering(wanted);
    const fresh = slots.find(({ kept }) => isFresh(kept.asOf, now(), freshness));
    const kept = (fresh ?? slots[0])?.kept;
    if (kept === undefined) return null;
    const rows = exactly(countWanted(wanted, kept));
    if (fresh !== undefined) return { requests: exactly(0), rows, basis: "memory" };
    const most = requestsToList(wanted, kept);
    // Asking what changed takes one request where nothing did, and never many more than listing again.
    return { requests: { least: kept.mark ? 1 : most, most }, rows, basis: "counted" };
  }

  function byEarlierCount({ plan, conditions }: Wanted): Known | null {
    const counted = memory.counted(plan, conditions);
    return counted && { requests: exactly(counted.requests), rows: exactly(counted.rows), basis: "counted" };
  }

  return async (wanted, context) => {
    const listing = { ...wanted, extent: "all" as const };
    const known = byKeptRows(wanted, context) ?? byEarlierCount(wanted);
    if (known === null) return estimateListing(listing, context.probe);
    const { sent } = await estimateListing(listing, null);
    return { ...known, sent };
  };
}

function exactly(count: number): NumberRange {
  return { least: count, most: count };
}
