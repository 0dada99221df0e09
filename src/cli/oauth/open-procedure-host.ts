import { randomBytes } from "node:crypto";
import { createDirectHost } from "../../app/procedures/direct-host";
import { createKeepingHost, createRenewingHost } from "../../app/procedures/keeping-host";
import type { ProcedureHost } from "../../app/procedures/procedure-host";
import { createTokenEndpoint } from "../../auth/create-token-endpoint";
import type { StripeMode } from "../../auth/oauth-app";
import type { TokenEndpoint } from "../../auth/token-endpoint";
import { AppError } from "../../base/app-error";
import { checkApiBase } from "../../connections/check-api-base";
import type { GrantPlace } from "../../connections/grant-place";
import { readOwnApp } from "../../connections/own-app";
import { locationWords } from "../../connections/settings-location";
import type { OwnApp, SettingsLocation } from "../../connections/sign-in-plan";
import { nodeClock } from "../../platform/node/clock";
import { sendByFetch } from "../../platform/node/send-http";
import { openGrantPlaces } from "../keep/open-grant-places";
import { createCatchCode } from "./catch-code";
import { fillWishes } from "./fill-wishes";
import type { HostRequest, OpenHost } from "./open-host";
import { openGatewayHost } from "./open-gateway-host";
import { oauthAppOf, secretMissing } from "./oauth-app-of";

/**
 * The host of a connection's procedures: a gateway, the place where the connection keeps its tokens, or this program alone.
 * @throws AppError `BAD_SETTING`, `GATEWAY_UNAVAILABLE`.
 */
export async function openProcedureHost(request: HostRequest): Promise<OpenHost> {
  return fillWishes(await openHost(request), request.named.settings);
}

async function openHost(request: HostRequest): Promise<OpenHost> {
  const { settings } = request.named;
  const location = settings.OAuthSettingsLocation;
  if (settings.Gateway !== null && (location === null || location.kind === "roaming")) return openGatewayHost(request, settings.Gateway);
  const own = readOwnApp(settings) ?? request.named.app;
  if (location !== null) return keepingHost({ own, location }, request);
  if (own === null) throw noApp();
  return directHost(own, request);
}

function checkRoot(mode: StripeMode, { named }: HostRequest): void {
  checkApiBase({ apiBase: named.settings.ApiBase, mode, allowed: [] });
}

function directHost(own: OwnApp, request: HostRequest): OpenHost {
  checkRoot(own.mode, request);
  const { named, io } = request;
  const tokenEndpoint = own.clientSecret === null ? withoutSecret : createTokenEndpoint({ send: sendByFetch });
  const app = oauthAppOf(own, named.settings.ApiBase);
  return { ...createDirectHost({ app, tokenEndpoint, randomBytes, catchCode: createCatchCode(io) }), close: () => Promise.resolve() };
}

type Keeping = {
  /** `null`: only the place knows whose app the tokens are of. */
  readonly own: OwnApp | null;
  readonly location: SettingsLocation;
};

async function keepingHost(keeping: Keeping, request: HostRequest): Promise<OpenHost> {
  const places = openGrantPlaces(request);
  try {
    const place = await places.open(keeping.location, request.io.signal);
    return { ...(await hostOf(place, keeping, request)), close: places.close };
  } catch (failure) {
    await places.close();
    throw failure;
  }
}

async function hostOf(place: GrantPlace, { own, location }: Keeping, request: HostRequest): Promise<ProcedureHost> {
  const { named, io } = request;
  const kept = await place.find(location.name, io.signal);
  const need = { place, grantId: location.name, clock: nodeClock, keeper: locationWords(location) };
  // A saved connection no longer has the secret that told the mode; what is kept tells it.
  const mode = kept?.mode ?? own?.mode;
  if (mode !== undefined) checkRoot(mode, request);
  if (own === null || mode === undefined) return createRenewingHost(need, noApp);
  const ownApp = { ...own, mode };
  const app = oauthAppOf(ownApp, named.settings.ApiBase);
  return createKeepingHost({ ...need, app, ownApp, randomBytes, catchCode: createCatchCode(io) });
}

/** The consent page needs no secret; everything else does. */
const withoutSecret: TokenEndpoint = {
  exchangeCode: () => Promise.reject(secretMissing()),
  refresh: () => Promise.reject(secretMissing()),
  deauthorize: () => Promise.reject(secretMissing()),
};

function noApp(): AppError {
  return new AppError("BAD_SETTING", "The connection names no OAuth app.", {
    hint: "Give OAuthClientId and OAuthClientSecret, or the address of a gateway (Gateway=https://…) that has one.",
  });
}
