import type { OpenInstallationKey } from "../ports";
import { type OpenDeviceDatabase, keepOnce } from "./device-database";

/**
 * The key pair of this installation (ECDSA on P-256, for ES256), kept in IndexedDB; the browser never gives its private
 * half out. Where the browser denies storage the pair lives as long as the page, which then has to enrol every time.
 */
export function createInstallationKey(database: OpenDeviceDatabase): OpenInstallationKey {
  let inMemory: Promise<CryptoKeyPair> | undefined;
  return async (signal) => {
    signal.throwIfAborted();
    if (inMemory) return inMemory;
    try {
      return await keepOnce(await database(), ["keyPairs", "installation"], makePair);
    } catch (denied) {
      if (!isStorageFailure(denied)) throw denied;
      inMemory ??= makePair();
      return inMemory;
    }
  };
}

const makePair = () => crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);

/** What IndexedDB throws; where storage is forbidden even the name `indexedDB` may be missing. */
const isStorageFailure = (failure: unknown): boolean =>
  failure instanceof DOMException || failure instanceof ReferenceError || failure instanceof TypeError;
