import type { Secret } from "../base/secret";
import type { OAuthAppRef, OAuthVariant, StripeMode } from "./oauth-app";

/**
 * ACTIVE: usable. REFRESHING: somebody holds the lease and asks Stripe. REAUTH_REQUIRED: Stripe refused the refresh token;
 * the person has to sign in again (a late answer of a slow holder may still revive it). REVOKED: disconnected, tokens gone.
 */
export type GrantState = "ACTIVE" | "REFRESHING" | "REAUTH_REQUIRED" | "REVOKED";

/** Names one grant. */
export type GrantKey = { readonly owner: string; readonly id: string };

/** What a person allowed, as it is stored (the record is encrypted as a whole). Times are ms since 1970 UTC. */
export type Grant = {
  readonly state: GrantState;
  /** Random name of the sign-in that the tokens descend from: a late answer of an older one is not taken for this one's. */
  readonly chain: string;
  /** Counts the token pairs. Every change of tokens is a compare-and-swap on it. */
  readonly generation: number;
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  /** The Stripe account that was connected, `acct_…`; empty for brought tokens until their first refresh tells it. */
  readonly account: string;
  readonly app: OAuthAppRef;
  /** What the tokens were brought as; absent when a sign-in made them. */
  readonly seed?: string;
  readonly accessToken: string;
  /** `null`: nothing to refresh with (a token that was only pasted). */
  readonly refreshToken: string | null;
  /** `null`: does not expire (Connect). */
  readonly accessExpiresAt: number | null;
  readonly createdAt: number;
  /** When the refresh token was made; it dies a year later. */
  readonly refreshedAt: number;
  readonly lease: { readonly owner: string; readonly until: number } | null;
  /** Written before Stripe is asked, so that a repeat after a crash is the same request. */
  readonly attempt: { readonly id: string; readonly at: number } | null;
  /** Why the person has to sign in again. */
  readonly reason: string | null;
};

/** What others may know of a grant. */
export type GrantSummary = {
  readonly id: string;
  readonly state: GrantState;
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  readonly account: string;
  readonly generation: number;
  /** ms since 1970 UTC; `null`: does not expire. */
  readonly accessExpiresAt: number | null;
  readonly reason: string | null;
};

/** Tokens as Stripe's token endpoint gives them. */
export type IssuedTokens = {
  readonly accessToken: Secret;
  readonly refreshToken: Secret | null;
  readonly account: string;
  readonly mode: StripeMode;
  /** Seconds; Stripe Apps answer none, so 3600 is assumed; `null` for Connect, whose tokens stay. */
  readonly expiresIn: number | null;
  readonly scope: string;
};

/** An access token to use now, and whose it is. */
export type AccessToken = {
  readonly token: Secret;
  readonly generation: number;
  readonly expiresAt: number | null;
  readonly mode: StripeMode;
  /** Empty for a brought token that was never renewed. */
  readonly account: string;
};

/** The tokens of many grants: hands out access tokens and renews them, once for everybody. */
export interface TokenBroker {
  /**
   * Keeps the tokens of a finished sign-in, in place of an older grant of the same id: as generation 1, or as the one after
   * the older grant's, so that nobody takes a token of the older one for the new one's.
   */
  create(grant: NewGrant, signal: AbortSignal): Promise<GrantSummary>;
  find(key: GrantKey, signal: AbortSignal): Promise<GrantSummary | null>;
  list(owner: string, signal: AbortSignal): Promise<readonly GrantSummary[]>;
  /**
   * A token with more than 5 minutes to live, refreshed when it must be; while Stripe cannot refresh, one with less.
   * `newerThan`: Stripe refused the token of that generation with 401, so only another one helps.
   * A refresh that has begun goes on when the caller leaves: its answer would be lost otherwise.
   * @throws AppError `REAUTH_REQUIRED`, `STRIPE_UNAVAILABLE` (nothing is lost, try again), `NOT_FOUND`.
   */
  accessToken(key: GrantKey, want: { readonly newerThan?: number }, signal: AbortSignal): Promise<AccessToken>;
  /**
   * Revokes at Stripe where it can be done, and shreds the tokens in any case. Nothing to disconnect is no error.
   * @throws AppError `STRIPE_UNAVAILABLE` when the tokens are gone here but Stripe could not be told.
   */
  disconnect(key: GrantKey, signal: AbortSignal): Promise<void>;
  /** Writes what a crash left in the spool. Called at start and during recovery. */
  replaySpool(signal: AbortSignal): Promise<void>;
  /** Resolves when no refresh is under way: a program that ends earlier could lose an answer of Stripe's. */
  idle(): Promise<void>;
  /** Refreshes grants whose refresh token would otherwise die unused. Returns how many. */
  keepAlive(signal: AbortSignal): Promise<number>;
}

export type NewGrant = {
  readonly key: GrantKey;
  readonly variant: OAuthVariant;
  readonly app: OAuthAppRef;
  readonly tokens: IssuedTokens;
  /**
   * Names tokens that a person brought, such as a digest. The same seed again leaves a living grant that came of it as it is:
   * what was brought has been used up since, and of several that bring it at once one creates the grant.
   */
  readonly seed?: string;
};
