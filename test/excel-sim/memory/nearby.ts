import type { Area } from "../sheet-model";

/** Finds what has to do with an area without a look at everything on its sheet. */
export type Nearby<Item> = {
  /** From now on the item has to do with these areas, and with no others. */
  put(item: Item, areas: readonly Area[]): void;
  remove(item: Item): void;
  /** Every item that has to do with a cell of the area, and some that only have to do with cells near it. */
  at(area: Area): ReadonlySet<Item>;
};

/** Rows that are looked at together. */
const bandRows = 32;

/** What has to do with more bands, such as with a whole column, is looked at always. */
const mostBands = 100;

const everywhere = "everywhere";

/** Makes a {@link Nearby} that keeps items by bands of rows. */
export function createNearby<Item>(): Nearby<Item> {
  const byBand = new Map<string, Set<Item>>();
  const bandsOfItem = new Map<Item, ReadonlySet<string>>();

  function remove(item: Item): void {
    for (const band of bandsOfItem.get(item) ?? []) byBand.get(band)?.delete(item);
    bandsOfItem.delete(item);
  }

  return {
    remove,
    put(item, areas) {
      remove(item);
      const bands = new Set(areas.flatMap((area) => bandsOf(area) ?? [everywhere]));
      bandsOfItem.set(item, bands);
      for (const band of bands) {
        const items = byBand.get(band) ?? new Set();
        byBand.set(band, items.add(item));
      }
    },
    at(area) {
      const bands = bandsOf(area);
      if (bands === null) return new Set(bandsOfItem.keys());
      return new Set([...bands, everywhere].flatMap((band) => [...(byBand.get(band) ?? [])]));
    },
  };
}

/** `null`: too many. */
function bandsOf({ sheetId, row, rows }: Area): string[] | null {
  const first = Math.floor(row / bandRows);
  const count = Math.floor((row + rows - 1) / bandRows) - first + 1;
  return count > mostBands ? null : Array.from({ length: count }, (_, index) => `${sheetId} ${first + index}`);
}
