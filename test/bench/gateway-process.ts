import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createIdentity } from "../../src/auth/create-identity";
import { createGatewayClient, type GatewayClient } from "../../src/auth/gateway-client";
import type { Identity } from "../../src/auth/identity";
import { nodeClock } from "../../src/platform/node/clock";
import { openInstallationKeyFile } from "../../src/platform/node/installation-key";
import { sendByFetch } from "../../src/platform/node/send-http";
import { startXlstripe } from "./start-xlstripe";

/** A gateway in a process of its own, and an installation that may use it. */
export type BenchGateway = {
  readonly origin: string;
  readonly identity: Identity;
  readonly client: GatewayClient;
  close(): Promise<void>;
};

/** Starts `xlstripe serve` on a new SQLite file, with the sandbox at `testApiRoot` as Stripe's test mode. */
export async function startBenchGateway(testApiRoot: string): Promise<BenchGateway> {
  const folder = mkdtempSync(join(tmpdir(), "xlstripe-bench-"));
  const { origin, stop } = await startXlstripe(["serve"], {
    PATH: process.env["PATH"],
    HOME: folder,
    XLSTRIPE_DATA: join(folder, "data"),
    XLSTRIPE_PORT: "0",
    XLSTRIPE_TEST_API_ROOT: testApiRoot,
    XLSTRIPE_APPS_TEST_CLIENT_ID: "ca_sandbox",
    XLSTRIPE_APPS_TEST_SECRET_KEY: "sk_test_sandbox",
    XLSTRIPE_REQUESTS_PER_MINUTE: "1000000",
  });
  const access = { origin, send: sendByFetch };
  const identity = createIdentity({
    ...access,
    config: { kind: "installation", open: true },
    openInstallationKey: openInstallationKeyFile(join(folder, "installation.json")),
    acquireAccountToken: () => Promise.resolve(null),
    askJoinCode: () => Promise.resolve(null),
    clock: nodeClock,
  });
  return {
    origin,
    identity,
    client: createGatewayClient({ ...access, identity }),
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
