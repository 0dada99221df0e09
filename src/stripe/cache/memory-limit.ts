/** Something that is kept and can be done without. */
export type Kept = {
  /** Memory that it takes, about. */
  bytes(): number;
  /** Called when there is no room for it any more. */
  dropped(): void;
};

/** Memory of a connection: things are kept as long as there is room; those that were used least recently go first. */
export interface MemoryLimit {
  /** Keeps a thing, or says that it was used, or that it takes more or less than before. */
  use(item: Kept): void;
  /** Gives up a thing of the caller's own accord. */
  release(item: Kept): void;
}

/** Makes a {@link MemoryLimit} of so many bytes; what is larger by itself is not kept. */
export function createMemoryLimit(limit: number): MemoryLimit {
  const sizes = new Map<Kept, number>();
  let total = 0;

  function release(item: Kept): void {
    total -= sizes.get(item) ?? 0;
    sizes.delete(item);
  }

  return {
    release,
    use(item) {
      release(item);
      const bytes = item.bytes();
      if (bytes > limit) return item.dropped();
      sizes.set(item, bytes);
      total += bytes;
      for (const oldest of sizes.keys()) {
        if (total <= limit) return;
        release(oldest);
        oldest.dropped();
      }
    },
  };
}
