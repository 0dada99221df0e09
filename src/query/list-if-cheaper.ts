import { unconditional } from "../table/conditions";
import type { FetchContext } from "./fetch-context";
import { canBeListed, type Fetch, listAll } from "./plan-fetches";
import type { RowStore } from "./row-store";
import { scanRequest } from "./scan-request";

/** Up to so many look-ups of a table are quick enough, whatever its listing takes. */
const fewLookups = 100;

/** Puts the listing of a table in the place of its look-ups where the source knows that it takes no more requests. */
export async function listIfCheaper(fetches: readonly Fetch[], context: FetchContext): Promise<readonly Fetch[]> {
  const keys = new Map<RowStore, number>();
  for (const fetch of fetches) if (fetch.kind === "lookup") keys.set(fetch.store, (keys.get(fetch.store) ?? 0) + 1);
  const listed = new Set<RowStore>();
  for (const [store, count] of keys) if (await isCheaperListed(store, count, context)) listed.add(store);
  return [...fetches.filter((fetch) => fetch.kind !== "lookup" || !listed.has(fetch.store)), ...[...listed].map((store) => listAll(store, unconditional))];
}

async function isCheaperListed(store: RowStore, keys: number, { source, ledger }: FetchContext): Promise<boolean> {
  if (store.lookups + keys <= fewLookups || !canBeListed(store, unconditional)) return false;
  const { requests } = await source.estimate(scanRequest(listAll(store, unconditional)), ledger.beforehand);
  return (requests?.most ?? Infinity) <= keys;
}
