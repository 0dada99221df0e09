import type { Clock, RecordKey, RecordStore } from "../../platform/ports";

const collection = "installations";
const keyOf = (id: string): RecordKey => ({ collection, owner: "", name: id });

/** An installation that may use the gateway. */
export type Installation = {
  readonly publicKey: JsonWebKey;
  /** What the operator wrote when making the join code, such as a person's name. */
  readonly label: string;
  /** ms since 1970 UTC. */
  readonly enrolledAt: number;
};

/** The public keys of enrolled installations. */
export type Installations = {
  readonly find: (id: string, signal: AbortSignal) => Promise<Installation | null>;
  /** Keeps a key. One that is there already stays as it is. */
  readonly enrol: (id: string, installation: Omit<Installation, "enrolledAt">, signal: AbortSignal) => Promise<void>;
};

export function createInstallations({ records, clock }: { readonly records: RecordStore; readonly clock: Clock }): Installations {
  return {
    async find(id, signal) {
      const found = await records.load(keyOf(id), signal);
      return found === null ? null : (JSON.parse(found.text) as Installation);
    },
    async enrol(id, { publicKey, label }, signal) {
      const installation: Installation = { publicKey, label, enrolledAt: clock.now() };
      // A conflict: somebody enrolled the same key before, which is what was asked for.
      await records.save({ key: keyOf(id), text: JSON.stringify(installation), etag: null }, signal);
    },
  };
}
