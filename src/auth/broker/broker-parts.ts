import { toHex } from "../../base/hex";
import type { Clock, Random, RandomBytes } from "../../platform/ports";
import type { GrantKey } from "../grant";
import type { FindOAuthApp } from "../oauth-app";
import type { TokenEndpoint } from "../token-endpoint";
import type { GrantRecords } from "./grant-records";
import type { SpooledTokens } from "./spooled-tokens";

/** Milliseconds. */
export type BrokerTiming = {
  /** An access token is renewed when it has no longer to live than this. */
  readonly skewMs: number;
  /** A holder of a lease that is heard of no more counts as dead after this. Longer than a request waits for its answer (80 s). */
  readonly leaseMs: number;
};

export const usualTiming: BrokerTiming = { skewMs: 5 * 60_000, leaseMs: 90_000 };

/** Tells others that share the grants (tabs) that tokens have changed; `null`: they are gone. */
export type AnnounceGrant = (grantId: string, generation: number | null) => void;

/** What the steps of the broker work with. */
export type BrokerParts = {
  readonly grants: GrantRecords;
  readonly spooled: SpooledTokens;
  readonly tokenEndpoint: TokenEndpoint;
  readonly findApp: FindOAuthApp;
  readonly clock: Clock;
  readonly random: Random;
  /** A random name of 128 bits. */
  readonly newId: () => string;
  readonly timing: BrokerTiming;
  readonly announce: AnnounceGrant;
  /** Names this broker among all that share the grants. */
  readonly me: string;
};

/** One grant in the work of one caller. */
export type GrantTask = { readonly key: GrantKey; readonly signal: AbortSignal };

/** 128 random bits in hexadecimal digits. */
export function createIds(randomBytes: RandomBytes): () => string {
  return () => toHex(randomBytes(16));
}
