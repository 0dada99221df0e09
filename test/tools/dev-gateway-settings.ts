import { join } from "node:path";

import { Secret } from "../../src/base/secret";
import type { GatewaySettings } from "../../src/gateway/settings/gateway-settings";

type DevGateway = {
  readonly dataFolder: string;
  readonly addInFolder: string;
  /** Stands in for Stripe's test mode. */
  readonly sandboxOrigin: string;
};

/** A gateway for this computer, with the OAuth apps that every sandbox has. */
export function devGatewaySettings({ dataFolder, addInFolder, sandboxOrigin }: DevGateway): GatewaySettings {
  const app = { mode: "test", clientSecret: new Secret("sk_test_sandbox"), channel: null } as const;
  return {
    host: "127.0.0.1",
    port: 0,
    publicUrl: null,
    trustedProxies: 0,
    database: { kind: "sqlite", file: join(dataFolder, "gateway.sqlite") },
    keyFile: join(dataFolder, "keys.json"),
    spoolFolder: join(dataFolder, "spool"),
    addInFolder,
    apps: [
      { ...app, variant: "apps", clientId: "ca_sandbox" },
      { ...app, variant: "connect", clientId: "ca_sandbox_connect" },
    ],
    testRoots: { api: sandboxOrigin, consent: sandboxOrigin },
    entra: null,
    requestsPerMinute: 100_000,
    signInsPerMinute: 10_000,
    logLevel: "warn",
  };
}
