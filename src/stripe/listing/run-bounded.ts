import { createTaskGroup } from "./task-group";

/** Work that is run a few pieces at a time. */
export type BoundedRun<Item, Result> = {
  readonly items: readonly Item[];
  /** Pieces at once. */
  readonly atOnce: number;
  readonly work: (item: Item, signal: AbortSignal) => Promise<Result>;
};

/** The results in the order of the items. The first failure aborts the others, and is the failure of the whole. */
export async function runBounded<Item, Result>(run: BoundedRun<Item, Result>, signal: AbortSignal): Promise<readonly Result[]> {
  const { items, atOnce, work } = run;
  const group = createTaskGroup(signal);
  const results = new Map<number, Result>();
  const left = items.entries();

  function startNext(): void {
    const next = left.next();
    if (next.done) return;
    const [index, item] = next.value;
    group.start(async (own) => {
      results.set(index, await work(item, own));
      startNext();
    });
  }

  try {
    for (let place = 0; place < atOnce; place++) startNext();
    while (results.size < items.length) await group.changed();
    return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
  } finally {
    group.end();
  }
}
