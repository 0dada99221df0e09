import type { Versioned, VersionedStore } from "../ports";
import { type DeviceDatabase, createDeviceDatabase, rethrowStorageFailure } from "./device-database";
import { createDeviceSealer } from "./device-sealer";

export type DeviceStoreOptions = {
  /** Name of the database; one a browser partition. */
  readonly database: string;
  /** Name of the value inside it. */
  readonly name: string;
};

/** Settings have one value under this key, so nothing can be put in its place. */
const noContext = "";

/**
 * A value in this browser's IndexedDB, encrypted under the device's own key.
 * @throws AppError `STORAGE_UNAVAILABLE` from every method when the browser denies or lacks space.
 */
export function createDeviceStore(options: DeviceStoreOptions): VersionedStore {
  const database = createDeviceDatabase(options.database);
  const sealer = createDeviceSealer(database);

  async function load(signal: AbortSignal): Promise<Versioned | null> {
    signal.throwIfAborted();
    const record = await (await database()).get("values", options.name);
    return record ? { text: await sealer.open(noContext, record.sealed), etag: record.etag } : null;
  }

  async function save(text: string, etag: string | null, signal: AbortSignal) {
    signal.throwIfAborted();
    const sealed = await sealer.seal(noContext, text);
    const db = await database();
    signal.throwIfAborted();
    return swap(db, options.name, { expected: etag, sealed });
  }

  return {
    kind: "device",
    encrypts: true,
    load: (signal) => load(signal).catch(rethrowStorageFailure("read")),
    save: (text, etag, signal) => save(text, etag, signal).catch(rethrowStorageFailure("write")),
  };
}

type Swap = { readonly expected: string | null; readonly sealed: string };

/** Compare and swap inside one transaction, so that no other tab can come between. */
async function swap(db: DeviceDatabase, name: string, { expected, sealed }: Swap): Promise<{ etag: string } | "conflict"> {
  const transaction = db.transaction("values", "readwrite", { durability: "strict" });
  const stored = await transaction.store.get(name);
  if ((stored?.etag ?? null) !== expected) {
    await transaction.done;
    return "conflict";
  }
  const etag = crypto.randomUUID();
  await Promise.all([transaction.store.put({ etag, sealed }, name), transaction.done]);
  return { etag };
}
