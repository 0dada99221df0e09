import type { OAuthVariant, StripeMode } from "../auth/oauth-app";
import type { Secret } from "../base/secret";

/**
 * Where tokens are kept, the property `OAuthSettingsLocation`: `roaming:` (the gateway), `device:` (encrypted in this
 * browser), `memory:` (until the program ends), or a path (an encrypted file, command line only). A name after the colon
 * keeps several apart.
 */
export type SettingsLocation = { readonly kind: "roaming" | "device" | "memory" | "file"; readonly name: string };

/** Tokens that a person brings to the first connect of `InitiateOAuth=REFRESH`, or a code to exchange once. */
export type GrantSeed =
  | {
      readonly kind: "tokens";
      readonly accessToken: Secret | null;
      readonly refreshToken: Secret | null;
      /** Seconds that the access token lives from `issuedAt` (ms since 1970 UTC) on; `null`: as Stripe's default. */
      readonly expiresIn: number | null;
      readonly issuedAt: number | null;
    }
  | { readonly kind: "code"; readonly code: Secret };

/** An OAuth app that a connection brings. */
export type OwnApp = {
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  readonly clientId: string;
  /** `null`: the place that keeps the tokens keeps the secret too, since an earlier connect. */
  readonly clientSecret: Secret | null;
  readonly callbackUrl: string | null;
  /** `chnlink_…` of the external test of an app that is not published yet. */
  readonly channel: string | null;
};

/** How a connection signs in, read from its settings alone. */
export type SignInPlan =
  | { readonly kind: "key"; readonly key: Secret; readonly mode: StripeMode; readonly keyKind: "restricted" | "secret" }
  /** `InitiateOAuth=OFF`: the token is used as it is and never renewed. */
  | {
      readonly kind: "token";
      readonly token: Secret;
      readonly mode: StripeMode;
      /** When it stops working (ms since 1970 UTC), as far as the settings tell. */
      readonly expiresAt: number | null;
    }
  | GrantPlan;

/** A sign-in whose tokens are kept and renewed. */
export type GrantPlan = {
  readonly kind: "grant";
  readonly location: SettingsLocation;
  /** GETANDREFRESH may ask the person to sign in when there is no token yet; REFRESH never does. */
  readonly initiate: "REFRESH" | "GETANDREFRESH";
  readonly variant: OAuthVariant;
  /** `null`: the settings do not tell it, the kept grant does. */
  readonly mode: StripeMode | null;
  readonly seed: GrantSeed | null;
  /** `null`: the deployment's own app. */
  readonly app: OwnApp | null;
  /** Connect only. */
  readonly scope: string | null;
};
