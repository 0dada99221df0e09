/** Cuts a list into runs that weigh `most` together at most; what is heavier stands alone. */
export function* portionsOf<T>(items: readonly T[], weigh: (item: T) => number, most: number): Generator<readonly T[]> {
  let start = 0;
  let weight = 0;
  for (const [index, item] of items.entries()) {
    const own = weigh(item);
    if (index > start && weight + own > most) {
      yield items.slice(start, index);
      start = index;
      weight = 0;
    }
    weight += own;
  }
  if (start < items.length) yield items.slice(start);
}
