import type { ReadContext, RowSource } from "../table/row-source";
import type { Row } from "../table/table";
import { createPageScan } from "./page-scan";
import type { Fetch } from "./plan-fetches";

/** Fetches of one run that are under way at the same time. The source keeps its own pace below this. */
const mostAtOnce = 20;

export type FetchContext = {
  readonly source: RowSource;
  readonly read: ReadContext;
  readonly onRows: (count: number) => void;
};

/** Carries out all fetches of a pass; the first failure ends it. */
export async function runFetches(fetches: readonly Fetch[], context: FetchContext): Promise<void> {
  const waiting = fetches.values();
  const worker = async (): Promise<void> => {
    for (const fetch of waiting) {
      context.read.signal.throwIfAborted();
      await runFetch(fetch, context);
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, fetches.length) }, worker));
}

async function runFetch(fetch: Fetch, { source, read, onRows }: FetchContext): Promise<void> {
  if (fetch.kind === "continue") return fetch.scan.read(fetch.pages);
  const { table, columns } = fetch.store;
  if (fetch.kind === "lookup") {
    const row = await source.lookup({ table, columns, key: fetch.key }, read);
    fetch.store.rememberKey(fetch.key, row);
    onRows(row ? 1 : 0);
    return;
  }
  const admit = fetch.store.admission();
  const pages = source.scan({ table, columns, conditions: fetch.conditions }, read);
  const scan = createPageScan(fetch.conditions, pages, (page: readonly Row[]) => {
    onRows(page.length);
    return admit(page);
  });
  fetch.store.addScan(scan);
  await scan.read(fetch.pages);
}
