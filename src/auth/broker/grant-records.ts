import type { RecordKey, RecordStore } from "../../platform/ports";
import type { Grant, GrantKey } from "../grant";
import type { GrantTask } from "./broker-parts";

const collection = "grants";

/** A refresh token of a Stripe App dies a year after it was made; it is renewed a month before. */
export const keepAliveAfterMs = 335 * 24 * 3_600_000;

/** A refresh that ended in an unknown way is not worth repeating at once only to keep a token alive. */
const pauseAfterAttemptMs = 3_600_000;

export type StoredGrant = { readonly grant: Grant; readonly etag: string };

/** Grants as records. Every change is a compare-and-swap of the whole record. */
export type GrantRecords = {
  load(task: GrantTask): Promise<StoredGrant | null>;
  /** Writes over exactly the version that was read; `false` when somebody was quicker. */
  replace(stored: StoredGrant | null, grant: Grant, task: GrantTask): Promise<boolean>;
  /**
   * Changes whatever is stored when it is written: `update` is asked again when somebody was quicker, and answers `null`
   * to leave it. The new grant, or `null` when nothing was changed.
   */
  change(task: GrantTask, update: (grant: Grant) => Grant | null): Promise<Grant | null>;
  remove(task: GrantTask): Promise<void>;
  /** `owner` absent: everybody's. */
  keys(owner: string | undefined, signal: AbortSignal): Promise<readonly GrantKey[]>;
  /** Grants whose refresh token wants to be used, soonest first. */
  due(filter: { readonly before: number; readonly limit: number }, signal: AbortSignal): Promise<readonly GrantKey[]>;
};

export function createGrantRecords(records: RecordStore): GrantRecords {
  const load: GrantRecords["load"] = async ({ key, signal }) => {
    const stored = await records.load(recordKey(key), signal);
    return stored === null ? null : { grant: JSON.parse(stored.text) as Grant, etag: stored.etag };
  };

  const replace: GrantRecords["replace"] = async (stored, grant, { key, signal }) => {
    const dueAt = dueOf(grant);
    const write = { key: recordKey(key), text: JSON.stringify(grant), etag: stored?.etag ?? null };
    return (await records.save(dueAt === null ? write : { ...write, dueAt }, signal)) !== "conflict";
  };

  return {
    load,
    replace,
    async change(task, update) {
      for (;;) {
        const stored = await load(task);
        const next = stored === null ? null : update(stored.grant);
        if (next === null || (await replace(stored, next, task))) return next;
      }
    },
    remove: ({ key, signal }) => records.remove(recordKey(key), signal),
    async keys(owner, signal) {
      const filter = owner === undefined ? { collection } : { collection, owner };
      return (await records.list(filter, signal)).map(grantKey);
    },
    due: async (filter, signal) => (await records.due({ collection, ...filter }, signal)).map(grantKey),
  };
}

/** When a grant wants attention though nobody uses it; `null`: never. Connect's refresh tokens do not expire. */
export function dueOf({ variant, state, refreshToken, refreshedAt, attempt }: Grant): number | null {
  const renewable = variant === "apps" && refreshToken !== null && (state === "ACTIVE" || state === "REFRESHING");
  return renewable ? Math.max(refreshedAt + keepAliveAfterMs, (attempt?.at ?? 0) + pauseAfterAttemptMs) : null;
}

function recordKey({ owner, id }: GrantKey): RecordKey {
  return { collection, owner, name: id };
}

function grantKey({ owner, name }: RecordKey): GrantKey {
  return { owner, id: name };
}
