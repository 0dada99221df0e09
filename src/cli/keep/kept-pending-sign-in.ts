import type { PendingSignIn, StartedSignIn } from "../../app/procedures/gateway-host";
import type { RecordKey, RecordStore } from "../../platform/ports";

/** A {@link PendingSignIn} in an encrypted file: one sign-in a gateway, the last one begun. */
export function keptPendingSignIn(records: RecordStore, origin: string): PendingSignIn {
  const key: RecordKey = { collection: "pending-sign-in", owner: origin, name: "last" };
  return {
    async keep(started, signal) {
      const found = await records.load(key, signal);
      const saved = await records.save({ key, text: JSON.stringify(started satisfies StartedSignIn), etag: found?.etag ?? null }, signal);
      if (saved === "conflict") await this.keep(started, signal);
    },
    async current(signal) {
      const found = await records.load(key, signal);
      return found === null ? null : (JSON.parse(found.text) as StartedSignIn);
    },
    forget: (signal) => records.remove(key, signal),
  };
}
