import type { OAuthAppRef, OAuthVariant, StripeMode } from "../../auth/oauth-app";
import type { Clock, RecordKey, RecordStore } from "../../platform/ports";
import { digestOf } from "./digest";

/** How far a sign-in has come. A step back is not possible. */
type SignInStep =
  | { readonly kind: "asked" }
  /** Stripe sent a code, which is kept here until the pane proves itself. `handle` and `typedCode` are digests. */
  | {
      readonly kind: "answered";
      readonly code: string;
      readonly handle: string;
      readonly typedCode: string;
      readonly wrongTries: number;
    }
  /** Used, refused or guessed at too often; kept until it expires, so that a replay is known for one. */
  | { readonly kind: "ended" };

/** One sign-in on its way, as it is kept: encrypted, under the digest of its state. */
export type SignIn = {
  /** Who started it, and nobody else can finish it. */
  readonly owner: string;
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  readonly app: OAuthAppRef;
  /** S256 challenge of the verifier that stays in the pane. */
  readonly challenge: string;
  readonly scope: string | null;
  /** ms since 1970 UTC. */
  readonly expiresAt: number;
  readonly step: SignInStep;
};

/** A sign-in as it was read, to be replaced by compare-and-swap. */
export type KeptSignIn = { readonly key: RecordKey; readonly etag: string; readonly signIn: SignIn };

/** Sign-ins on their way. */
export interface SignIns {
  begin(state: string, signIn: SignIn, signal: AbortSignal): Promise<void>;
  /** `null`: unknown or expired. */
  find(state: string, signal: AbortSignal): Promise<KeptSignIn | null>;
  /** False when somebody else was faster; nothing is written then. */
  replace(kept: KeptSignIn, next: SignIn, signal: AbortSignal): Promise<boolean>;
  /** Takes away what has expired. Returns how many. */
  purge(signal: AbortSignal): Promise<number>;
}

const collection = "sign-in";
/** The callback comes without an identity, so the records are the gateway's and name their owner inside. */
const keeper = "gateway";
const purgedAtOnce = 100;

export function createSignIns({ records, clock }: { readonly records: RecordStore; readonly clock: Clock }): SignIns {
  const keyOf = (state: string): RecordKey => ({ collection, owner: keeper, name: digestOf("state", state) });

  return {
    async begin(state, signIn, signal) {
      const write = { key: keyOf(state), text: JSON.stringify(signIn), etag: null, dueAt: signIn.expiresAt };
      if ((await records.save(write, signal)) === "conflict") throw new Error("two sign-ins with one state");
    },
    async find(state, signal) {
      const key = keyOf(state);
      const stored = await records.load(key, signal);
      if (stored === null) return null;
      const signIn = JSON.parse(stored.text) as SignIn;
      return signIn.expiresAt > clock.now() ? { key, etag: stored.etag, signIn } : null;
    },
    async replace({ key, etag }, next, signal) {
      const saved = await records.save({ key, text: JSON.stringify(next), etag, dueAt: next.expiresAt }, signal);
      return saved !== "conflict";
    },
    async purge(signal) {
      const expired = await records.due({ collection, before: clock.now(), limit: purgedAtOnce }, signal);
      for (const key of expired) await records.remove(key, signal);
      return expired.length;
    },
  };
}
