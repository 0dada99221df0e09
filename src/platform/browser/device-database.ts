import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { AppError } from "../../base/app-error";
import type { RecordKey } from "../ports";

/** A record as the browser keeps it. Only its text is secret, so only that is encrypted. */
export type StoredRecord = RecordKey & { readonly etag: string; readonly sealed: string; readonly dueAt?: number };

interface DeviceSchema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  keyPairs: { key: string; value: CryptoKeyPair };
  values: { key: string; value: { readonly etag: string; readonly sealed: string } };
  records: {
    key: [collection: string, owner: string, name: string];
    value: StoredRecord;
    indexes: { collection: string; due: [collection: string, dueAt: number] };
  };
}

export type DeviceDatabase = IDBPDatabase<DeviceSchema>;

/** This browser's database of the connector, opened at the first use and again after a failure. */
export type OpenDeviceDatabase = () => Promise<DeviceDatabase>;

/** `name`: one a browser partition. */
export function createDeviceDatabase(name: string): OpenDeviceDatabase {
  let opened: Promise<DeviceDatabase> | undefined;
  const forget = () => (opened = undefined);
  return () => {
    opened ??= open(name, forget).catch((failure: unknown) => {
      forget();
      throw failure;
    });
    return opened;
  };
}

const open = (name: string, forget: () => void): Promise<DeviceDatabase> =>
  openDB<DeviceSchema>(name, 2, {
    upgrade(db, oldVersion) {
      if (oldVersion < 1) {
        db.createObjectStore("keys");
        db.createObjectStore("values");
      }
      db.createObjectStore("keyPairs");
      const records = db.createObjectStore("records", { keyPath: ["collection", "owner", "name"] });
      records.createIndex("collection", "collection");
      records.createIndex("due", ["collection", "dueAt"]);
    },
    /** A newer version of the page waits in another tab. */
    blocking(_current, _blocked, { target }) {
      forget();
      (target as IDBDatabase).close();
    },
    terminated: forget,
  });

/**
 * A key that is made once and never leaves the browser. Two tabs may race: the first to write wins, the other takes its.
 * The key is made before the transaction begins, because a transaction ends while one waits for anything else.
 */
export async function keepOnce<Store extends "keys" | "keyPairs">(
  db: DeviceDatabase,
  [store, name]: readonly [store: Store, name: string],
  make: () => Promise<DeviceSchema[Store]["value"]>,
): Promise<DeviceSchema[Store]["value"]> {
  const known = await db.get(store, name);
  if (known) return known;
  const fresh = await make();
  const transaction = db.transaction(store, "readwrite", { durability: "strict" });
  const winner = await transaction.store.get(name);
  if (!winner) await transaction.store.add(fresh, name);
  await transaction.done;
  return winner ?? fresh;
}

/** Turns what the browser threw into `STORAGE_UNAVAILABLE`; our own errors and aborts pass. */
export function rethrowStorageFailure(action: "read" | "write"): (failure: unknown) => never {
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
