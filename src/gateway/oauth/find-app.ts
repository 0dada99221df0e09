import { AppError } from "../../base/app-error";
import { gatewayPaths } from "../../auth/gateway-api";
import type { FindOAuthApp, OAuthApp, OAuthAppQuery } from "../../auth/oauth-app";
import { stripeOAuthEndpoints } from "../../auth/oauth-endpoints";
import type { OwnApps } from "../../auth/own-apps";
import type { GatewayFacts } from "../gateway-context";

const stripeApiBase = "https://api.stripe.com";

type AppSources = {
  readonly facts: Pick<GatewayFacts, "publicUrl" | "oauthApps" | "apiBases" | "consentRoot">;
  readonly ownApps: OwnApps;
};

/** Finds the app of a sign-in: one of the deployment, or the owner's own, which comes back to the same callback. */
export function createFindApp({ facts, ownApps }: AppSources): FindOAuthApp {
  async function findOwn({ owner, variant, mode }: OAuthAppQuery, clientId: string, signal: AbortSignal): Promise<OAuthApp> {
    const kept = await ownApps.find(owner, clientId, signal);
    if (kept === null || kept.variant !== variant || kept.mode !== mode) throw noOwnApp(clientId, mode);
    const root = facts.apiBases[mode];
    const roots = root === stripeApiBase ? {} : { authorizeRoot: facts.consentRoot ?? root, apiRoot: root };
    const redirectUri = `${facts.publicUrl}${gatewayPaths.callback}`;
    return { ...kept, redirectUri, endpoints: stripeOAuthEndpoints({ variant, ...roots }) };
  }

  return async (query, signal) => {
    const { ref, variant, mode } = query;
    if (ref.kind === "own") return findOwn(query, ref.clientId, signal);
    const found = facts.oauthApps.find((app) => app.variant === variant && app.mode === mode);
    if (found === undefined) throw noDeploymentApp(query);
    return found;
  };
}

function noOwnApp(clientId: string, mode: string): AppError {
  return new AppError("BAD_SETTING", `The gateway has no ${mode} mode app ${clientId.slice(0, 60)} of yours.`, {
    hint: "Enter the app's client id and secret key in the connection again.",
  });
}

function noDeploymentApp({ variant, mode }: OAuthAppQuery): AppError {
  const kind = variant === "apps" ? "Stripe App" : "Connect app";
  return new AppError("BAD_SETTING", `This gateway has no ${kind} for ${mode} mode.`, {
    hint: "Choose another way to sign in, enter an OAuth app of your own, or ask whoever runs the gateway to add one.",
  });
}
