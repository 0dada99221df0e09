import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { CompactEncrypt, compactDecrypt } from "jose";
import { AppError } from "../../base/app-error";
import type { Versioned, VersionedStore } from "../ports";

interface DeviceSchema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  values: { key: string; value: { readonly etag: string; readonly sealed: string } };
}

type Database = IDBPDatabase<DeviceSchema>;

export type DeviceStoreOptions = {
  /** Name of the database; one a browser partition. */
  readonly database: string;
  /** Name of the value inside it. */
  readonly name: string;
};

const keyName = "device";

/**
 * A value in this browser's IndexedDB, encrypted (JWE, A256GCM) under a key that the browser never gives out: a copy of
 * the profile's records is worthless without the profile's key store, and a script can use the key but not take it away.
 * @throws AppError `STORAGE_UNAVAILABLE` from every method when the browser denies or lacks space.
 */
export function createDeviceStore(options: DeviceStoreOptions): VersionedStore {
  let opened: Promise<Database> | undefined;
  const database = () => (opened ??= open(options.database).catch((failure: unknown) => {
    opened = undefined;
    throw failure;
  }));

  async function load(signal: AbortSignal): Promise<Versioned | null> {
    signal.throwIfAborted();
    const db = await database();
    const record = await db.get("values", options.name);
    if (!record) return null;
    return { text: await unseal(record.sealed, await deviceKey(db)), etag: record.etag };
  }

  async function save(text: string, etag: string | null, signal: AbortSignal) {
    signal.throwIfAborted();
    const db = await database();
    const sealed = await seal(text, await deviceKey(db));
    signal.throwIfAborted();
    return swap(db, options.name, { expected: etag, sealed });
  }

  return {
    kind: "device",
    encrypts: true,
    load: (signal) => load(signal).catch(rethrow("read")),
    save: (text, etag, signal) => save(text, etag, signal).catch(rethrow("write")),
  };
}

const open = (name: string): Promise<Database> =>
  openDB<DeviceSchema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("keys");
      db.createObjectStore("values");
    },
  });

/** The device's key, made once. Two tabs may race: the loser's `add` fails and it reads the winner's key. */
async function deviceKey(db: Database): Promise<CryptoKey> {
  const known = await db.get("keys", keyName);
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = db.transaction("keys", "readwrite", { durability: "strict" });
  const winner = await transaction.store.get(keyName);
  if (!winner) await transaction.store.add(fresh, keyName);
  await transaction.done;
  return winner ?? fresh;
}

type Swap = { readonly expected: string | null; readonly sealed: string };

/** Compare and swap inside one transaction, so that no other tab can come between. */
async function swap(db: Database, name: string, { expected, sealed }: Swap): Promise<{ etag: string } | "conflict"> {
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

const seal = (text: string, key: CryptoKey): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(key);

async function unseal(sealed: string, key: CryptoKey): Promise<string> {
  const options = { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
  const { plaintext } = await compactDecrypt(sealed, key, options);
  return new TextDecoder().decode(plaintext);
}

function rethrow(action: "read" | "write"): (failure: unknown) => never {
  return (failure) => {
    const error = AppError.from(failure);
    if (error.code !== "INTERNAL") throw error;
    throw new AppError("STORAGE_UNAVAILABLE", sentence(action, failure), {
      hint: "Free some space or allow this site to store data, then try again.",
      cause: failure,
    });
  };
}

function sentence(action: "read" | "write", failure: unknown): string {
  if (isQuotaExceeded(failure)) return "This device has no space left for the connector's settings.";
  if (action === "read") return "The connector's settings on this device cannot be read.";
  return "The connector's settings cannot be saved on this device.";
}

/** Browsers throw a `DOMException`, the newest ones a class of its own; both by this name. */
const isQuotaExceeded = (failure: unknown): boolean =>
  typeof failure === "object" && failure !== null && "name" in failure && failure.name === "QuotaExceededError";
