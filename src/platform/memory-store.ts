import type { VersionedStore, Versioned } from "./ports";

/** A {@link VersionedStore} that lives as long as the program: where nothing else is allowed, and in tests. */
export function createMemoryStore(): VersionedStore {
  let current: Versioned | null = null;
  let version = 0;
  return {
    kind: "memory",
    load: (signal) => settle(signal, () => current),
    save: (text, etag, signal) =>
      settle(signal, () => {
        if ((current?.etag ?? null) !== etag) return "conflict";
        current = { text, etag: String(++version) };
        return { etag: current.etag };
      }),
  };
}

function settle<T>(signal: AbortSignal, act: () => T): Promise<T> {
  return new Promise((resolve) => {
    signal.throwIfAborted();
    resolve(act());
  });
}
