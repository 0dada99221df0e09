/** Keeps what arrives out of order until its turn comes: places are reserved when a reply comes, and filled when it is ready. */
export type Shelves<T> = {
  /** Reserves the next place of a shelf and gives the way to fill it. */
  reserve(shelf: number): (item: T) => void;
  /** The next item of a shelf, when it is its turn; `null` while it is not filled or there is none. */
  take(shelf: number): T | null;
  isEmpty(shelf: number): boolean;
};

type Place<T> = { item: T | null };

/** Makes {@link Shelves}. */
export function createShelves<T>(): Shelves<T> {
  const shelves = new Map<number, Place<T>[]>();
  return {
    reserve(shelf) {
      const place: Place<T> = { item: null };
      shelves.set(shelf, [...(shelves.get(shelf) ?? []), place]);
      return (item) => void (place.item = item);
    },
    take(shelf) {
      const places = shelves.get(shelf) ?? [];
      const item = places[0]?.item ?? null;
      if (item !== null) places.shift();
      return item;
    },
    isEmpty: (shelf) => (shelves.get(shelf) ?? []).length === 0,
  };
}
