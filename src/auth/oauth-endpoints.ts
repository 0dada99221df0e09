import type { OAuthEndpoints, OAuthVariant } from "./oauth-app";

/** Stripe's own roots, or those of a sandbox that stands in for them; without a slash at the end. */
export type OAuthRoots = {
  readonly variant: OAuthVariant;
  /** Where people are asked for consent. */
  readonly authorizeRoot?: string;
  /** Where servers ask for tokens. */
  readonly apiRoot?: string;
};

const connectRoot = "https://connect.stripe.com";

/** https://docs.stripe.com/stripe-apps/api-authentication/oauth and https://docs.stripe.com/connect/oauth-reference */
const stripeRoots = {
  apps: { authorize: "https://marketplace.stripe.com", token: "https://api.stripe.com" },
  connect: { authorize: connectRoot, token: connectRoot },
} as const;

const paths = {
  apps: { authorize: "/oauth/v2/authorize", token: "/v1/oauth/token" },
  connect: { authorize: "/oauth/authorize", token: "/oauth/token" },
} as const;

/** The addresses of one variant: Stripe's, unless other roots are given. */
export function stripeOAuthEndpoints({ variant, authorizeRoot, apiRoot }: OAuthRoots): OAuthEndpoints {
  return {
    authorize: (authorizeRoot ?? stripeRoots[variant].authorize) + paths[variant].authorize,
    token: (apiRoot ?? stripeRoots[variant].token) + paths[variant].token,
    deauthorize: `${apiRoot ?? connectRoot}/oauth/deauthorize`,
  };
}
