/** Work that is run a few pieces at a time. */
export type BoundedRun<Item, Result> = {
  readonly items: readonly Item[];
  /** Pieces at once. */
  readonly atOnce: number;
  readonly work: (item: Item, signal: AbortSignal) => Promise<Result>;
};

/** The results in the order of the items. The first failure aborts the others, and is the failure of the whole. */
export async function runBounded<Item, Result>(
  { items, atOnce, work }: BoundedRun<Item, Result>,
  signal: AbortSignal,
): Promise<Result[]> {
  const failed = new AbortController();
  const together = AbortSignal.any([signal, failed.signal]);
  const results: Result[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item, together);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
    return results;
  } finally {
    failed.abort();
  }
}
