import type { Clock, RecordKey, RecordStore } from "../../platform/ports";

const collection = "installations";
/** The id is the owner, so that whether there is one can be asked without decrypting anything. */
const keyOf = (id: string): RecordKey => ({ collection, owner: id, name: "key" });

/** An installation that may use the gateway. */
export type Installation = {
  readonly publicKey: JsonWebKey;
  /** What the operator wrote when making the join code, such as a person's name. */
  readonly label: string;
  /** ms since 1970 UTC. */
  readonly enrolledAt: number;
};

/** Names the records of an installation's person. */
export const ownerOf = (id: string): string => `installation:${id}`;

/** The public keys of enrolled installations. */
export type Installations = {
  readonly find: (id: string, signal: AbortSignal) => Promise<Installation | null>;
  readonly isEnrolled: (id: string, signal: AbortSignal) => Promise<boolean>;
  readonly list: (signal: AbortSignal) => Promise<readonly (Installation & { readonly id: string })[]>;
  /** From the next request on it is unknown. */
  readonly remove: (id: string, signal: AbortSignal) => Promise<void>;
  /** Keeps a key. One that is there already stays as it is. */
  readonly enrol: (id: string, installation: Omit<Installation, "enrolledAt">, signal: AbortSignal) => Promise<void>;
};

export function createInstallations({ records, clock }: { readonly records: RecordStore; readonly clock: Clock }): Installations {
  const find: Installations["find"] = async (id, signal) => {
    const found = await records.load(keyOf(id), signal);
    return found === null ? null : (JSON.parse(found.text) as Installation);
  };

  return {
    find,
    isEnrolled: async (id, signal) => (await records.list({ collection, owner: id }, signal)).length > 0,
    async list(signal) {
      const keys = await records.list({ collection }, signal);
      const found = await Promise.all(keys.map(async ({ owner: id }) => ({ id, installation: await find(id, signal) })));
      return found.flatMap(({ id, installation }) => (installation === null ? [] : [{ ...installation, id }]));
    },
    remove: (id, signal) => records.remove(keyOf(id), signal),
    async enrol(id, { publicKey, label }, signal) {
      const installation: Installation = { publicKey, label, enrolledAt: clock.now() };
      // A conflict: somebody enrolled the same key before, which is what was asked for.
      await records.save({ key: keyOf(id), text: JSON.stringify(installation), etag: null }, signal);
    },
  };
}
