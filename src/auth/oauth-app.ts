import type { Secret } from "../base/secret";

/** Stripe Apps (marketplace.stripe.com, tokens roll every hour) or the older Connect OAuth (connect.stripe.com). */
export type OAuthVariant = "apps" | "connect";

export type StripeMode = "test" | "live";

/** Addresses of one OAuth variant. `authorize` is opened in a browser, the others are called by a server. */
export type OAuthEndpoints = { readonly authorize: string; readonly token: string; readonly deauthorize: string };

/** An OAuth app that its developer registered with Stripe. */
export type OAuthApp = {
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  /** `ca_…`; live and test have one each. */
  readonly clientId: string;
  /** The developer's secret key of the same mode: Stripe has no other client secret. Never leaves the server or command line. */
  readonly clientSecret: Secret;
  /** One of the registered redirect URIs, exactly. */
  readonly redirectUri: string;
  /** `chnlink_…` of an external test of an app that is not published yet. */
  readonly channel: string | null;
  readonly endpoints: OAuthEndpoints;
};

/** Whose app a sign-in used: the deployment's own, or one that a person brought, by its client id. */
export type OAuthAppRef = { readonly kind: "deployment" } | { readonly kind: "own"; readonly clientId: string };

/** What identifies an app of an owner. */
export type OAuthAppQuery = {
  readonly owner: string;
  readonly ref: OAuthAppRef;
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
};

/** Finds an app with its secret. @throws AppError `BAD_SETTING` when there is none. */
export type FindOAuthApp = (query: OAuthAppQuery, signal: AbortSignal) => Promise<OAuthApp>;
