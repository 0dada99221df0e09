import { createSharing } from "../../base/share-in-flight";
import type { PartialReason } from "../../table/query-result";
import type { Freshness, ReadContext } from "../../table/row-source";
import type { RawRow } from "../changes/changes";
import { applyChanges, type KeptScan } from "./kept-scan";
import { createReasons } from "./reasons";
import { requestsToList } from "./requests-to-list";
import type { ScanSlot } from "./scan-memory";
import type { ScanTools } from "./scan-tools";
import { mayJoin, type Wanted } from "./wanted";

/** A kept scan as it is now, or why it has to be listed again; `null`: because that costs least. */
export type Refreshed = { readonly kept: KeptScan } | { readonly why: string | null };

/** Who asks for what changed. */
export type RefreshFor = {
  readonly wanted: Wanted;
  readonly freshness: Freshness;
  /** Requests above which the asker does better in another way. */
  readonly worth?: number;
};

export type RefreshScan = (slot: ScanSlot, asker: RefreshFor, context: ReadContext) => Promise<Refreshed>;

type UnderWay = { readonly key: string; readonly began: number; /** See {@link requestsWorth}. */ readonly worth: number; readonly ended: Promise<void> };

/**
 * Makes a {@link RefreshScan}: a kept scan has one refresh at a time, which serves all who may join it. That it did not pay for
 * the one who began it says nothing to those for whom more requests would have paid.
 */
export function createRefreshScan(tools: ScanTools): RefreshScan {
  const share = createSharing<Refreshed>();
  const underWay = new Map<ScanSlot, UnderWay>();
  let number = 0;

  async function refresh(slot: ScanSlot, listRequests: number, context: ReadContext): Promise<Refreshed> {
    const { kept } = slot;
    const { plan, columns, conditions, mark } = kept;
    if (mark === undefined) return { why: null };
    const asOf = tools.now();
    const reasons = createReasons(kept.reasons);
    const onPartial = (reason: PartialReason): void => void reasons.add(reason);
    const known = { plan, columns, conditions, mark, listRequests, rows: () => rawRows(kept) };
    const changes = await tools.changes.read(known, { ...context, onPartial });
    if (changes.kind === "reload") return { why: changes.why };
    const newer = { ...applyChanges(kept, changes, asOf), reasons: reasons.all() };
    tools.memory.renew(slot, newer);
    return { kept: newer };
  }

  function begin(slot: ScanSlot, asker: RefreshFor, context: ReadContext): Promise<Refreshed> {
    const began = tools.now();
    const key = String(++number);
    const worth = requestsWorth(slot.kept, asker);
    return share(key, context.signal, (signal) => {
      const refreshed = refresh(slot, worth, { ...context, signal });
      const forget = (): void => {
        if (underWay.get(slot)?.key === key) underWay.delete(slot);
      };
      underWay.set(slot, { key, began, worth, ended: refreshed.then(forget, forget) });
      return refreshed;
    });
  }

  return async (slot, asker, context) => {
    for (let other = underWay.get(slot); other !== undefined; other = underWay.get(slot)) {
      if (mayJoin(other.began, tools.now(), asker.freshness)) {
        let isOwn = false;
        const joined = await share(other.key, context.signal, () => {
          isOwn = true;
          return begin(slot, asker, context);
        });
        if (isOwn || "kept" in joined || requestsWorth(slot.kept, asker) <= other.worth) return joined;
      }
      await other.ended;
      context.signal.throwIfAborted();
    }
    return begin(slot, asker, context);
  };
}

/** Requests that a refresh may take before another way does better. */
function requestsWorth(kept: KeptScan, { wanted, worth = Infinity }: RefreshFor): number {
  return Math.min(worth, requestsToList(wanted, kept));
}

function* rawRows({ rows, order }: KeptScan): Generator<RawRow> {
  for (const row of order) yield (column) => rows.raw(column, row);
}
