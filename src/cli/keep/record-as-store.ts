import type { RecordKey, RecordStore, VersionedStore } from "../../platform/ports";

/** One record of an encrypted store as a value of its own. */
export function recordAsStore(records: RecordStore, key: RecordKey): VersionedStore {
  return {
    kind: records.kind,
    encrypts: true,
    load: (signal) => records.load(key, signal),
    save: (text, etag, signal) => records.save({ key, text, etag }, signal),
  };
}
