import type { VersionedStore } from "../platform/ports";
import { type IdentityOptions, createIdentity } from "./create-identity";
import type { GatewayConfig } from "./gateway-api";
import { type GatewayClient, createGatewayClient } from "./gateway-client";
import { readGatewayConfig } from "./gateway-config";
import { createGatewaySettingsStore } from "./gateway-settings-store";
import type { Identity } from "./identity";

/** A gateway and who we are to it. */
export type OpenGateway = {
  readonly config: GatewayConfig;
  readonly identity: Identity;
  readonly client: GatewayClient;
  /** A value of this person, kept there. */
  readonly settingsStore: (name: string) => VersionedStore;
};

/** Finds the gateway of this origin, once, and again after a failure; `null` when there is none. */
export type FindGateway = (signal: AbortSignal) => Promise<OpenGateway | null>;

export function createFindGateway(options: Omit<IdentityOptions, "config">): FindGateway {
  let found: OpenGateway | null | undefined;
  return async (signal) => {
    if (found !== undefined) return found;
    const config = await readGatewayConfig(options, signal);
    // Whoever asked at the same time shares the first answer, and with it one identity.
    found ??= open(options, config);
    return found;
  };
}

function open(options: Omit<IdentityOptions, "config">, config: GatewayConfig | null): OpenGateway | null {
  if (!config) return null;
  const identity = createIdentity({ ...options, config: config.identity });
  return {
    config,
    identity,
    client: createGatewayClient({ ...options, identity }),
    settingsStore: (name) => createGatewaySettingsStore({ ...options, identity, name }),
  };
}
