import { gatewayPaths, type GatewayConfig } from "../auth/gateway-api";
import type { OAuthApp } from "../auth/oauth-app";
import { stripeOAuthEndpoints } from "../auth/oauth-endpoints";
import type { GatewayFacts } from "./gateway-context";
import { isLoopbackName } from "./http/loopback";
import { accountScope } from "./identity/account-token";
import type { DeploymentApp, EntraSettings, GatewaySettings } from "./settings/gateway-settings";

const stripeApiRoot = "https://api.stripe.com";

/** What routes and pages are told of a deployment, by its settings and the address that people use. */
export function deploymentFacts(settings: GatewaySettings, publicUrl: string): GatewayFacts {
  const callbackUrl = `${publicUrl}${gatewayPaths.callback}`;
  return {
    publicUrl,
    oauthApps: settings.apps.map((app) => toOAuthApp(app, callbackUrl, settings.testRoots)),
    apiBases: { live: stripeApiRoot, test: settings.testRoots?.api ?? stripeApiRoot },
    ...(settings.testRoots === null ? {} : { consentRoot: settings.testRoots.consent }),
    config: {
      identity: identityOf(settings, publicUrl),
      oauth: settings.apps.map(({ variant, mode }) => ({ variant, mode })),
      callbackUrl,
    },
  };
}

function toOAuthApp(app: DeploymentApp, redirectUri: string, testRoots: GatewaySettings["testRoots"]): OAuthApp {
  const roots = app.mode === "test" && testRoots !== null ? { authorizeRoot: testRoots.consent, apiRoot: testRoots.api } : {};
  return { ...app, redirectUri, endpoints: stripeOAuthEndpoints({ variant: app.variant, ...roots }) };
}

function identityOf(settings: GatewaySettings, publicUrl: string): GatewayConfig["identity"] {
  if (settings.entra === null) return { kind: "installation", open: servesThisComputerOnly(settings, publicUrl) };
  const { clientId, audience } = settings.entra;
  return { kind: "account", clientId, authority: authorityOf(settings.entra), scope: `${audience}/${accountScope}` };
}

/** People of one tenant sign in there; of several, wherever their account is. */
const authorityOf = ({ authority, tenants }: EntraSettings): string =>
  `${authority}/${tenants.length === 1 ? tenants[0] : "organizations"}`;

/** Nobody else can reach it: neither by the address that it listens on, nor through a proxy. */
export function servesThisComputerOnly({ host, trustedProxies }: GatewaySettings, publicUrl: string): boolean {
  return isLoopbackName(host) && isLoopbackName(new URL(publicUrl).hostname) && trustedProxies === 0;
}
