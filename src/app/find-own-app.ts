import type { FindOAuthApp } from "../auth/oauth-app";
import { stripeOAuthEndpoints } from "../auth/oauth-endpoints";
import type { OwnApps } from "../auth/own-apps";
import { AppError } from "../base/app-error";
import { stripeApiBase } from "../stripe/api-version";

/** Finds apps where only the person's own are: no deployment's app leaves its gateway. */
export function findOwnApp(ownApps: OwnApps, apiBase: string): FindOAuthApp {
  const roots = apiBase === stripeApiBase ? {} : { authorizeRoot: apiBase, apiRoot: apiBase };
  return async ({ owner, ref, variant, mode }, signal) => {
    const kept = ref.kind === "own" ? await ownApps.find(owner, ref.clientId, signal) : null;
    if (!kept || kept.variant !== variant || kept.mode !== mode) throw noApp();
    // Tokens are renewed here, which needs no redirect.
    return { ...kept, redirectUri: "", endpoints: stripeOAuthEndpoints({ variant, ...roots }) };
  };
}

const noApp = () =>
  new AppError("BAD_SETTING", "Tokens that are kept here can be renewed with an OAuth app of your own only.", {
    hint: "Give OAuthClientId and OAuthClientSecret, or keep the tokens at the connector's server (OAuthSettingsLocation=roaming:).",
  });
