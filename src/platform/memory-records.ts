import type { RecordKey, RecordStore, Versioned } from "./ports";

type Row = Versioned & { readonly key: RecordKey; readonly dueAt: number | null };

/** A {@link RecordStore} that lives as long as the program: for the location `memory:`, and for tests. */
export function createMemoryRecords(): RecordStore {
  const rows = new Map<string, Row>();
  let version = 0;
  return {
    kind: "memory",
    load: (key, signal) =>
      settle(signal, () => {
        const row = rows.get(nameOf(key));
        return row === undefined ? null : { text: row.text, etag: row.etag };
      }),
    save: ({ key, text, etag, dueAt }, signal) =>
      settle(signal, () => {
        if ((rows.get(nameOf(key))?.etag ?? null) !== etag) return "conflict";
        const next = { key, text, etag: String(++version), dueAt: dueAt ?? null };
        rows.set(nameOf(key), next);
        return { etag: next.etag };
      }),
    remove: (key, signal) => settle(signal, () => void rows.delete(nameOf(key))),
    list: ({ collection, owner }, signal) =>
      settle(signal, () =>
        keysOf([...rows.values()].filter(({ key }) => key.collection === collection && key.owner === (owner ?? key.owner))),
      ),
    due: ({ collection, before, limit }, signal) =>
      settle(signal, () => {
        const due = [...rows.values()].filter(({ key, dueAt }) => key.collection === collection && (dueAt ?? Infinity) <= before);
        return keysOf(due.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)).slice(0, limit));
      }),
  };
}

function nameOf({ collection, owner, name }: RecordKey): string {
  return JSON.stringify([collection, owner, name]);
}

function keysOf(rows: readonly Row[]): readonly RecordKey[] {
  return rows.map(({ key }) => key);
}

function settle<T>(signal: AbortSignal, act: () => T): Promise<T> {
  return new Promise((resolve) => {
    signal.throwIfAborted();
    resolve(act());
  });
}
