import type { RecordKey, RecordStore, RecordWrite, Versioned } from "../ports";
import { type OpenDeviceDatabase, type StoredRecord, rethrowStorageFailure } from "./device-database";
import { createDeviceSealer } from "./device-sealer";

/**
 * Many values in this browser's IndexedDB, each encrypted under the device's own key and bound to its key and version: a
 * text that is put in another's place, or an older one in its own, does not open.
 * @throws AppError `STORAGE_UNAVAILABLE` from every method when the browser denies or lacks space.
 */
export function createDeviceRecords(database: OpenDeviceDatabase): RecordStore {
  const sealer = createDeviceSealer(database);

  async function load(key: RecordKey): Promise<Versioned | null> {
    const record = await (await database()).get("records", idOf(key));
    return record ? { text: await sealer.open(contextOf(key, record.etag), record.sealed), etag: record.etag } : null;
  }

  async function save({ key, text, etag, dueAt }: RecordWrite, signal: AbortSignal) {
    const next = crypto.randomUUID();
    const sealed = await sealer.seal(contextOf(key, next), text);
    const record: StoredRecord = { ...key, etag: next, sealed, ...(dueAt === undefined ? {} : { dueAt }) };
    const db = await database();
    signal.throwIfAborted();
    // One transaction decides, so that no other tab can come between.
    const transaction = db.transaction("records", "readwrite", { durability: "strict" });
    const stored = await transaction.store.get(idOf(key));
    if ((stored?.etag ?? null) !== etag) {
      await transaction.done;
      return "conflict" as const;
    }
    await Promise.all([transaction.store.put(record), transaction.done]);
    return { etag: next };
  }

  async function list({ collection, owner }: { readonly collection: string; readonly owner?: string }) {
    const records = await (await database()).getAllFromIndex("records", "collection", collection);
    return records.filter((record) => record.owner === (owner ?? record.owner)).map(keyOf);
  }

  /** Records without a date are not in the index. */
  async function due({ collection, before, limit }: { readonly collection: string; readonly before: number; readonly limit: number }) {
    const range = IDBKeyRange.bound([collection, -Infinity], [collection, before]);
    return (await (await database()).getAllFromIndex("records", "due", range, limit)).map(keyOf);
  }

  return {
    kind: "device",
    load: (key, signal) => guarded("read", signal, () => load(key)),
    save: (write, signal) => guarded("write", signal, () => save(write, signal)),
    remove: (key, signal) => guarded("write", signal, async () => (await database()).delete("records", idOf(key))),
    list: (filter, signal) => guarded("read", signal, () => list(filter)),
    due: (filter, signal) => guarded("read", signal, () => due(filter)),
  };
}

const idOf = ({ collection, owner, name }: RecordKey): [string, string, string] => [collection, owner, name];
const keyOf = ({ collection, owner, name }: RecordKey): RecordKey => ({ collection, owner, name });
const contextOf = (key: RecordKey, etag: string) => JSON.stringify([...idOf(key), etag]);

async function guarded<T>(action: "read" | "write", signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return act().catch(rethrowStorageFailure(action));
}
