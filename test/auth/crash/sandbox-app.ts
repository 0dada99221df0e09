import { stripeOAuthEndpoints } from "../../../src/auth/oauth-endpoints";
import type { OAuthApp } from "../../../src/auth/oauth-app";
import { Secret } from "../../../src/base/secret";

/** The OAuth app that every sandbox has. */
export function sandboxApp(origin: string): OAuthApp {
  return {
    variant: "apps",
    mode: "test",
    clientId: "ca_sandbox",
    clientSecret: new Secret("sk_test_sandbox"),
    redirectUri: "http://127.0.0.1:1/callback",
    channel: null,
    endpoints: stripeOAuthEndpoints({ variant: "apps", authorizeRoot: origin, apiRoot: origin }),
  };
}
