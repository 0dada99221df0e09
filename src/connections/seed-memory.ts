import { AppError } from "../base/app-error";
import { toHex } from "../base/hex";
import type { RecordKey, RecordStore } from "../platform/ports";
import type { GrantSeed } from "./sign-in-plan";

/**
 * What is remembered of the tokens or code that a person brought: a digest, and the grant that came of it. `adopting` is
 * written before anything is tried.
 */
export type RememberedSeed = { readonly digest: string; readonly state: "adopting" | "adopted"; readonly grantId: string | null };

/**
 * Remembers which tokens or code were brought last to a grant of a name. Settings keep holding the first tokens long after they
 * are used up; only other ones are meant to replace what was kept.
 */
export interface SeedMemory {
  /**
   * Writes `adopting` before anything is tried. `once`: what was claimed before, by whomever, is not claimed again.
   * @throws AppError `SIGN_IN_FAILED` then, and when somebody else is at it.
   */
  claim(name: string, seed: { readonly digest: string; readonly once: boolean }, signal: AbortSignal): Promise<void>;
  recall(name: string, signal: AbortSignal): Promise<RememberedSeed | null>;
  remember(name: string, seed: RememberedSeed, signal: AbortSignal): Promise<void>;
}

const collection = "seeds";

/** A {@link SeedMemory} beside the grants of an owner. */
export function createSeedMemory(records: RecordStore, owner: string): SeedMemory {
  const keyOf = (name: string): RecordKey => ({ collection, owner, name });
  const load = async (name: string, signal: AbortSignal): Promise<{ readonly seed: RememberedSeed | null; readonly etag: string | null }> => {
    const stored = await records.load(keyOf(name), signal);
    return stored === null ? { seed: null, etag: null } : { seed: JSON.parse(stored.text) as RememberedSeed, etag: stored.etag };
  };
  const save = async (name: string, { seed, etag }: { readonly seed: RememberedSeed; readonly etag: string | null }, signal: AbortSignal): Promise<void> => {
    const saved = await records.save({ key: keyOf(name), text: JSON.stringify(seed), etag }, signal);
    if (saved === "conflict") throw sameTime();
  };
  return {
    async claim(name, { digest, once }, signal) {
      const { seed, etag } = await load(name, signal);
      if (once && seed?.digest === digest) throw usedAlready();
      await save(name, { seed: { digest, state: "adopting", grantId: null }, etag }, signal);
    },
    recall: async (name, signal) => (await load(name, signal)).seed,
    async remember(name, seed, signal) {
      await save(name, { seed, etag: (await load(name, signal)).etag }, signal);
    },
  };
}

/** A digest by which the same tokens or code are known again. SHA-256 of random texts of more than 128 bits tells nothing else. */
export async function digestOf(seed: GrantSeed): Promise<string> {
  const parts = seed.kind === "code" ? [seed.code] : [seed.accessToken, seed.refreshToken];
  const text = JSON.stringify([seed.kind, ...parts.map((part) => part?.reveal() ?? null)]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest));
}

const usedAlready = () =>
  new AppError("SIGN_IN_FAILED", "The code of this sign-in has been used already.", { hint: "Sign in again and give the new code." });

const sameTime = () =>
  new AppError("SIGN_IN_FAILED", "Somebody else signs in with this connection at the same time.", { hint: "Try again in a moment." });
