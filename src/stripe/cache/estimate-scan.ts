import type { NumberRange, ReadContext, ScanEstimate } from "../../table/row-source";
import type { Listing } from "../listing/listing";
import type { ScanMemory, ScanSlot } from "./scan-memory";
import { alwaysAsk, isFresh, type Wanted } from "./wanted";

export type EstimateTools = {
  readonly memory: ScanMemory;
  readonly now: () => number;
  readonly estimateListing: (listing: Listing, probe: ReadContext | null) => Promise<ScanEstimate>;
};

/** What a scan would take: by the rows that are kept, by earlier counts, or by what Stripe tells. */
export type EstimateScan = (wanted: Wanted, probe: ReadContext | null) => Promise<ScanEstimate>;

/** Makes an {@link EstimateScan}. Without a context nobody says how old rows may be; then all that are kept will do. */
export function createEstimate({ memory, now, estimateListing }: EstimateTools): EstimateScan {
  const isGood = ({ kept }: ScanSlot, probe: ReadContext | null): boolean =>
    probe === null || isFresh(kept.asOf, now(), probe.freshness ?? alwaysAsk);

  function known(wanted: Wanted, probe: ReadContext | null): Omit<ScanEstimate, "sent"> | null {
    const slot = memory.covering(wanted).find((one) => isGood(one, probe));
    if (slot !== undefined) return { requests: exactly(0), rows: exactly(slot.kept.order.length), basis: "memory" };
    const counted = memory.counted(wanted.plan, wanted.conditions);
    return counted === null ? null : { requests: exactly(counted.requests), rows: exactly(counted.rows), basis: "counted" };
  }

  return async (wanted, probe) => {
    const listing = { ...wanted, extent: "all" as const };
    const estimate = known(wanted, probe);
    if (estimate === null) return estimateListing(listing, probe);
    const { sent } = await estimateListing(listing, null);
    return { ...estimate, sent };
  };
}

function exactly(count: number): NumberRange {
  return { least: count, most: count };
}
