import type { GrantSummary } from "../auth/grant";
import type { OAuthVariant, StripeMode } from "../auth/oauth-app";
import type { CredentialSource } from "../stripe/credential";
import type { GrantSeed, OwnApp, SettingsLocation } from "./sign-in-plan";

/** Where requests go and what they prove themselves with. */
export type StripeRoute = {
  /** API root without a slash at the end: Stripe's, a sandbox's, or a gateway's for one grant. */
  readonly apiBase: string;
  readonly credentials: CredentialSource;
  /** Stands for the account that signed in, and tells no secret: `acct_…`, the fingerprint of a key, or the id of a grant. */
  readonly signedIn: string;
};

/** What a person brings to a first connect. */
export type BroughtGrant = {
  readonly seed: GrantSeed;
  /** `null`: it was made with the deployment's own app. */
  readonly app: OwnApp | null;
  readonly variant: OAuthVariant;
  /** `null`: nothing tells it. */
  readonly mode: StripeMode | null;
};

/** A place that keeps grants, and the way to Stripe with them. */
export interface GrantPlace {
  readonly kind: SettingsLocation["kind"];
  /** The grant of this place's default name or of a given id; `null` when nobody has signed in yet. */
  find(id: string, signal: AbortSignal): Promise<GrantSummary | null>;
  /** Whether this was brought before, so that what was kept since then is the newer one, or is gone on purpose. */
  knows(id: string, seed: GrantSeed, signal: AbortSignal): Promise<boolean>;
  /** Keeps what a person brought: tokens, or a code that is exchanged once. @throws AppError `SIGN_IN_FAILED`. */
  adopt(id: string, brought: BroughtGrant, signal: AbortSignal): Promise<GrantSummary>;
  /** A new token pair now. @throws AppError `REAUTH_REQUIRED`, `STRIPE_UNAVAILABLE`. */
  refresh(id: string, signal: AbortSignal): Promise<GrantSummary>;
  disconnect(id: string, signal: AbortSignal): Promise<void>;
  /** The way to Stripe with a grant. `apiBase`: the connection's API root, for places that call Stripe themselves. */
  route(grant: GrantSummary, apiBase: string): StripeRoute;
}

/** The place that a location names. @throws AppError `BAD_SETTING` where it cannot be used. */
export type OpenGrantPlace = (location: SettingsLocation, signal: AbortSignal) => Promise<GrantPlace>;
