import { join } from "node:path";
import { createIdentity } from "../../auth/create-identity";
import { createGatewayClient, type GatewayClient } from "../../auth/gateway-client";
import type { GatewayConfig } from "../../auth/gateway-api";
import { readGatewayConfig } from "../../auth/gateway-config";
import type { Identity } from "../../auth/identity";
import { AppError } from "../../base/app-error";
import type { OwnApp } from "../../connections/sign-in-plan";
import { nodeClock } from "../../platform/node/clock";
import { openInstallationKeyFile } from "../../platform/node/installation-key";
import { sendByFetch } from "../../platform/node/send-http";
import { configFolder } from "../config-folder";
import type { CliIo } from "../io";

export type OpenGateway = { readonly client: GatewayClient; readonly identity: Identity; readonly config: GatewayConfig };

/**
 * Speaks to a gateway as this installation. The first time it asks for the join code that the gateway's operator gave out.
 * @throws AppError `GATEWAY_UNAVAILABLE`, `BAD_SETTING` without an address.
 */
export async function openGateway(origin: string | null, io: CliIo): Promise<OpenGateway> {
  if (origin === null) throw new AppError("BAD_SETTING", "No gateway is named.", { hint: "Write Gateway=https://stripe.example.com." });
  const access = { origin, send: sendByFetch };
  const config = await readGatewayConfig(access, io.signal);
  if (config === null) {
    throw new AppError("GATEWAY_UNAVAILABLE", `There is no gateway at ${origin}.`, { hint: "Check the address in Gateway." });
  }
  const identity = createIdentity({
    ...access,
    config: config.identity,
    openInstallationKey: openInstallationKeyFile(join(configFolder(io.env), "installation-key")),
    acquireAccountToken: () => Promise.resolve(null),
    askJoinCode: () => io.askSecret("Join code of the gateway"),
    clock: nodeClock,
  });
  return { client: createGatewayClient({ ...access, identity }), identity, config };
}

/** Hands a person's own app to the gateway, which keeps its secret. */
export async function keepOwnApp(client: GatewayClient, app: OwnApp | null, signal: AbortSignal): Promise<void> {
  if (app === null || app.clientSecret === null) return;
  const { clientId, clientSecret, variant, mode, channel } = app;
  await client.apps.put({ clientId, clientSecret, variant, mode, channel }, signal);
}
