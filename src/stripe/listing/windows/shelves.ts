/** Keeps what arrives out of order until its turn comes: places are reserved when a reply comes, and filled when it is ready. */
export type Shelves<T> = {
  /** Reserves the next place of a shelf and gives the way to fill it. */
  reserve(shelf: number): (item: T) => void;
  /** The next item of a shelf, when it is its turn; `null` while it is not filled or there is none. */
  take(shelf: number): Filled<T> | null;
  isEmpty(shelf: number): boolean;
};

/** A place that was filled. */
export type Filled<T> = { readonly item: T };

type Place<T> = { filled: Filled<T> | null };

/** Makes {@link Shelves}. */
export function createShelves<T>(): Shelves<T> {
  const shelves = new Map<number, Place<T>[]>();
  return {
    reserve(shelf) {
      const place: Place<T> = { filled: null };
      shelves.set(shelf, [...(shelves.get(shelf) ?? []), place]);
      return (item) => void (place.filled = { item });
    },
    take(shelf) {
      const places = shelves.get(shelf) ?? [];
      const filled = places[0]?.filled ?? null;
      if (filled !== null) places.shift();
      return filled;
    },
    isEmpty: (shelf) => (shelves.get(shelf) ?? []).length === 0,
  };
}
