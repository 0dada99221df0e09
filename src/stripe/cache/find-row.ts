import type { KeptScan } from "./kept-scan";

const indexes = new WeakMap<KeptScan, ReadonlyMap<unknown, number>>();

/** The number of the row with this key, among the rows that count. The first look-up in a scan makes an index of it. */
export function findRow(kept: KeptScan, key: string): number | undefined {
  const index = indexes.get(kept) ?? indexRows(kept);
  indexes.set(kept, index);
  return index.get(key);
}

function indexRows({ plan, rows, order }: KeptScan): ReadonlyMap<unknown, number> {
  const { key } = plan.catalog;
  if (key === null) return new Map();
  const index = new Map<unknown, number>();
  for (const row of order) index.set(rows.raw(key, row), row);
  return index;
}
