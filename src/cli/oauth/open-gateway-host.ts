import { randomBytes } from "node:crypto";
import { createGatewayHost, type GatewayHostNeed } from "../../app/procedures/gateway-host";
import type { GatewayConfig } from "../../auth/gateway-api";
import type { GatewayClient } from "../../auth/gateway-client";
import { isGiven } from "../../connections/plan-sign-in";
import { readOwnApp } from "../../connections/own-app";
import type { ConnectionSettings } from "../../connections/properties";
import { defaultLocationName } from "../../connections/settings-location";
import type { SettingsLocation } from "../../connections/sign-in-plan";
import { nodeClock } from "../../platform/node/clock";
import { keptPendingSignIn } from "../keep/kept-pending-sign-in";
import { openPersonalFile } from "../keep/open-personal-file";
import { keepOwnApp, openGateway } from "./open-gateway";
import type { HostRequest, OpenHost } from "./open-host";

/**
 * A host whose tokens stay at a gateway. A sign-in that was begun by one command is finished by the next, so it is remembered
 * in the encrypted file of the connections.
 */
export async function openGatewayHost({ named, io, takeOver }: HostRequest, origin: string): Promise<OpenHost> {
  const { settings } = named;
  const { client, config } = await openGateway(origin, io);
  const own = readOwnApp(settings);
  await keepOwnApp(client, own, io.signal);
  const grantId = await findGrant(client, settings.OAuthSettingsLocation, io.signal);
  const home = await openPersonalFile(null, { io, takeOver, signal: io.signal });
  const pending = keptPendingSignIn(home.records, origin);
  const app = own === null ? offeredApp(settings, config) : { variant: own.variant, mode: own.mode, clientId: own.clientId };
  const host = createGatewayHost({ client, app, grantId, pending, clock: nodeClock, randomBytes });
  return { ...host, close: () => home.records.close() };
}

/** The deployment's app that the settings ask for, or its first. */
function offeredApp(settings: ConnectionSettings, { oauth }: GatewayConfig): GatewayHostNeed["app"] {
  const named = isGiven(settings, "OAuthApp") ? settings.OAuthApp : null;
  const offered = oauth.find(({ variant, mode }) => variant === (named ?? variant) && mode === (settings.Mode ?? mode));
  return { variant: offered?.variant ?? settings.OAuthApp, mode: offered?.mode ?? settings.Mode ?? "live", clientId: null };
}

/** The grant that the settings name, or the only one there is. */
async function findGrant(client: GatewayClient, location: SettingsLocation | null, signal: AbortSignal): Promise<string | null> {
  if (location !== null && location.name !== defaultLocationName) return location.name;
  const [first, ...others] = await client.grants(signal);
  return first !== undefined && others.length === 0 ? first.id : null;
}
