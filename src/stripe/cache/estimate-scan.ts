import type { ReadContext, ScanEstimate } from "../../table/row-source";
import type { Listing } from "../listing/listing";
import type { ScanMemory } from "./scan-memory";
import { isFresh, type Wanted } from "./wanted";

export type EstimateTools = {
  readonly memory: ScanMemory;
  readonly now: () => number;
  readonly estimateListing: (listing: Listing, probe: ReadContext | null) => Promise<ScanEstimate>;
};

/** What a scan would take: by the rows that are kept, by earlier counts, or by what Stripe tells. */
export type EstimateScan = (wanted: Wanted, probe: ReadContext | null) => Promise<ScanEstimate>;

/** Makes an {@link EstimateScan}. Without a context nobody says how old rows may be; then all that are kept will do. */
export function createEstimate({ memory, now, estimateListing }: EstimateTools): EstimateScan {
  return async (wanted, probe) => {
    const listing = { ...wanted, extent: "all" as const };
    const slots = memory.covering(wanted);
    const freshness = probe?.freshness;
    const kept = slots.find(({ kept: { asOf } }) => probe === null || (freshness !== undefined && isFresh(asOf, now(), freshness)))?.kept;
    const counted = memory.counted(wanted.plan, wanted.conditions);
    if (kept === undefined && counted === null) return estimateListing(listing, probe);
    const { sent } = await estimateListing(listing, null);
    const rows = exactly(kept?.order.length ?? counted?.rows ?? 0);
    const requests = exactly(kept === undefined ? (counted?.requests ?? 0) : 0);
    return { requests, rows, basis: kept === undefined ? "counted" : "memory", sent };
  };
}

function exactly(count: number): { readonly least: number; readonly most: number } {
  return { least: count, most: count };
}
