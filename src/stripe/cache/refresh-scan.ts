import { createSharing } from "../../base/share-in-flight";
import { conditionsKey } from "../../table/conditions";
import type { Freshness, ReadContext } from "../../table/row-source";
import type { RawRow } from "../changes/changes";
import { applyChanges, type KeptScan } from "./kept-scan";
import { mayMatch } from "./may-match";
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

/** Rows of a page of Stripe's. */
const rowsPerRequest = 100;

/** Makes a {@link RefreshScan}: a kept scan has one refresh at a time, which serves all who may join it. */
export function createRefreshScan(tools: ScanTools): RefreshScan {
  const share = createSharing<Refreshed>();
  const underWay = new Map<ScanSlot, { readonly key: string; readonly began: number; readonly ended: Promise<void> }>();
  let number = 0;

  async function refresh(slot: ScanSlot, { wanted, worth = Infinity }: RefreshFor, context: ReadContext): Promise<Refreshed> {
    const { kept } = slot;
    const { plan, columns, conditions, mark } = kept;
    if (mark === undefined) return { why: null };
    const asOf = tools.now();
    const listRequests = Math.min(worth, requestsToList(wanted, kept));
    const changes = await tools.changes.read({ plan, columns, conditions, mark, listRequests, rows: () => rawRows(kept) }, context);
    if (changes.kind === "reload") return { why: changes.why };
    const newer = applyChanges(kept, changes, asOf);
    tools.memory.renew(slot, newer);
    return { kept: newer };
  }

  function begin(slot: ScanSlot, asker: RefreshFor, context: ReadContext): Promise<Refreshed> {
    const began = tools.now();
    const key = String(++number);
    return share(key, context.signal, (signal) => {
      const refreshed = refresh(slot, asker, { ...context, signal });
      const forget = (): void => {
        if (underWay.get(slot)?.key === key) underWay.delete(slot);
      };
      underWay.set(slot, { key, began, ended: refreshed.then(forget, forget) });
      return refreshed;
    });
  }

  return async (slot, asker, context) => {
    for (let other = underWay.get(slot); other !== undefined; other = underWay.get(slot)) {
      if (mayJoin(other.began, tools.now(), asker.freshness)) return share(other.key, context.signal, () => begin(slot, asker, context));
      await other.ended;
      context.signal.throwIfAborted();
    }
    return begin(slot, asker, context);
  };
}

/** What listing only what is wanted would take, by the rows that are kept of it. */
function requestsToList(wanted: Wanted, kept: KeptScan): number {
  if (conditionsKey(wanted.conditions) === conditionsKey(kept.conditions)) return kept.listRequests;
  const matches = mayMatch(wanted, kept.rows);
  const rows = kept.order.reduce((count, row) => (matches(row) ? count + 1 : count), 0);
  return Math.max(1, Math.ceil(rows / rowsPerRequest));
}

function* rawRows({ rows, order }: KeptScan): Generator<RawRow> {
  for (const row of order) yield (column) => rows.raw(column, row);
}
