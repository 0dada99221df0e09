import type { FindOAuthApp, OAuthApp } from "../../auth/oauth-app";
import type { OwnApps } from "../../auth/own-apps";

import type { GatewayFacts } from "../gateway-context";

/** Finds the app of a sign-in: one of the deployment, or the owner's own with the same endpoints and redirect URI. */
export function createFindApp({ facts }: { readonly facts: Pick<GatewayFacts, "publicUrl" | "oauthApps" | "apiBases">; readonly ownApps: OwnApps }): FindOAuthApp {
  return ({ variant, mode }): Promise<OAuthApp> => {
    const found = facts.oauthApps.find((app) => app.variant === variant && app.mode === mode);
    return found ? Promise.resolve(found) : Promise.reject(new Error("no app"));
  };
}
