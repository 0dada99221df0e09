import { AppError } from "../base/app-error";
import type { Clock, RandomBytes } from "../platform/ports";
import type { ConnectionSummary } from "./app-api";
import type { GatewayLink, OpenGateway } from "./gateway-link";
import { createGatewayHost, type PendingSignIn } from "./procedures/gateway-host";
import type { ProcedureHost } from "./procedures/procedure-host";
import { signInWishOf } from "./sign-in-wish";
import { noGateway, type SignInWish } from "./sign-ins";
import type { SavedConnection } from "./stored-connections";

export type ProcedureHostNeed = {
  readonly gateway: GatewayLink;
  /** The address that was made last waits for its code between two procedures. */
  readonly pending: PendingSignIn;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
};

/**
 * Who does the work of procedures in a page: its gateway, since no app's secret is in a page.
 * @throws AppError `GATEWAY_UNAVAILABLE` without a gateway, `BAD_SETTING` where it has no app for the connection.
 */
export async function procedureHostFor(need: ProcedureHostNeed, connection: SavedConnection, signal: AbortSignal): Promise<ProcedureHost> {
  const gateway = await need.gateway.open(signal);
  if (!gateway) throw noGateway();
  const oauth = connection.summary.signIn === "oauth";
  return createGatewayHost({
    ...need,
    client: gateway.client,
    app: oauth ? signInWishOf(connection) : appFor(connection.summary, gateway),
    grantId: oauth ? grantIdOf(connection) : null,
  });
}

function appFor({ mode }: ConnectionSummary, { config }: OpenGateway): SignInWish {
  const offer = config.oauth.find((one) => one.mode === mode);
  if (offer) return { ...offer, clientId: null };
  throw new AppError("BAD_SETTING", `The connector's server has no OAuth app for ${mode} data.`, {
    hint: "Choose a connection that signed in with Stripe, or ask whoever runs the server to add an app.",
  });
}

/** `roaming:acct_…` names the grant. */
function grantIdOf({ settings: { OAuthSettingsLocation: location } }: SavedConnection): string | null {
  return typeof location === "string" ? location.replace(/^roaming:/, "") : null;
}
