import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createTokenBroker } from "../../../src/auth/create-token-broker";
import { createTokenEndpoint } from "../../../src/auth/create-token-endpoint";
import type { GrantSummary } from "../../../src/auth/grant";
import { Secret } from "../../../src/base/secret";
import { serveOnLoopback } from "../../../src/cli/serve-on-loopback";
import { nodeClock } from "../../../src/platform/node/clock";
import { createSealer, readKeyRing } from "../../../src/platform/node/key-ring";
import { sendByFetch } from "../../../src/platform/node/send-http";
import { openRecords, type DatabaseAddress } from "../../../src/platform/node/store/open-records";
import type { OAuthOptions } from "../../../src/sandbox/oauth/oauth";
import type { Sandbox } from "../../../src/sandbox/sandbox";
import { smallSandbox } from "../../sandbox/ask";
import { sandboxApp } from "./sandbox-app";
import { grantKey, type WorkerJob } from "./worker-job";

const never = new AbortController().signal;

/** A served sandbox, a database, a key file and a spool folder that processes share; somebody has signed in. */
export type CrashSite = {
  readonly sandbox: Sandbox;
  job(more: Partial<WorkerJob>): WorkerJob;
  /** What the database says of the grant. */
  grant(): Promise<GrantSummary | null>;
  close(): Promise<void>;
};

export async function openCrashSite(database: DatabaseAddress, oauth: OAuthOptions = {}): Promise<CrashSite> {
  const folder = mkdtempSync(join(tmpdir(), "xlstripe-crash-"));
  const sandbox = smallSandbox({ scale: 0.001, clock: nodeClock, oauth });
  const server = await serveOnLoopback((request) => sandbox.handle(request), 0);
  const keyFile = join(folder, "keys.json");
  const sealer = createSealer(await readKeyRing(keyFile, { create: true }));
  const records = await openRecords({ database, sealer });
  const app = sandboxApp(server.origin);
  const tokenEndpoint = createTokenEndpoint({ send: sendByFetch });
  const broker = createTokenBroker({
    records,
    tokenEndpoint,
    findApp: () => Promise.resolve(app),
    clock: nodeClock,
    random: Math.random,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  });
  const code = new Secret(sandbox.oauth.issueCode({ clientId: app.clientId }));
  const tokens = await tokenEndpoint.exchangeCode(app, code, never);
  await broker.create({ key: grantKey, variant: "apps", app: { kind: "deployment" }, tokens }, never);
  sandbox.oauth.clearTokenRequests();

  return {
    sandbox,
    job: (more) => ({
      database: database.kind === "sqlite" ? database : { kind: "postgres", url: database.url.reveal() },
      keyFile,
      spoolFolder: join(folder, "spool"),
      sandboxOrigin: server.origin,
      leaseMs: 60_000,
      skewMs: 300_000,
      dieAt: null,
      untilGeneration: 1,
      renewAtEnd: false,
      ...more,
    }),
    grant: () => broker.find(grantKey, never),
    async close() {
      await records.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
