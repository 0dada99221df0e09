import type { OAuthApp } from "../../auth/oauth-app";
import { stripeOAuthEndpoints } from "../../auth/oauth-endpoints";
import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import type { OwnApp } from "../../connections/sign-in-plan";
import { stripeApiBase } from "../../stripe/api-version";

/** Where Stripe sends the browser back to when nothing else is said; `xlstripe app init` registers it. Test mode only. */
export const defaultCallbackUrl = "http://localhost:33333/callback";

/** The app of a connection, at Stripe or at the sandbox that is its API root. */
export function oauthAppOf({ variant, mode, clientId, clientSecret, callbackUrl, channel }: OwnApp, apiBase: string): OAuthApp {
  const roots = apiBase === stripeApiBase ? {} : { authorizeRoot: apiBase, apiRoot: apiBase };
  return {
    variant,
    mode,
    clientId,
    clientSecret: clientSecret ?? new Secret(""),
    redirectUri: callbackUrl ?? defaultCallbackUrl,
    channel,
    endpoints: stripeOAuthEndpoints({ variant, ...roots }),
  };
}

/** Said where tokens are asked for and the app cannot prove itself. */
export function secretMissing(): AppError {
  return new AppError("BAD_SETTING", "The client secret of the OAuth app is missing.", {
    hint: "Write OAuthClientSecret=@env:NAME or OAuthClientSecret=@file:PATH; it is the secret key of the account that owns the app.",
  });
}
