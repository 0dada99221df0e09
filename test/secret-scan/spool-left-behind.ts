import { randomBytes } from "node:crypto";

import { createTokenBroker } from "../../src/auth/create-token-broker";
import { createTokenEndpoint } from "../../src/auth/create-token-endpoint";
import { stripeOAuthEndpoints } from "../../src/auth/oauth-endpoints";
import type { OAuthApp } from "../../src/auth/oauth-app";
import { Secret } from "../../src/base/secret";
import { nodeClock } from "../../src/platform/node/clock";
import { createFileSpool } from "../../src/platform/node/file-spool";
import { createSealer, readKeyRing } from "../../src/platform/node/key-ring";
import { sendByFetch } from "../../src/platform/node/send-http";
import { openRecords } from "../../src/platform/node/store/open-records";

const signal = new AbortController().signal;

export type LeftBehind = {
  /** Gets a database, a key file and a spool. */
  readonly folder: string;
  /** The sandbox's address. */
  readonly stripe: string;
  readonly code: string;
};

/** Renews tokens while the database fails at the commit, so that the answer stays in the spool, as after a crash. */
export async function leaveTokensInSpool({ folder, stripe, code }: LeftBehind): Promise<void> {
  const sealer = createSealer(await readKeyRing(`${folder}/keys.json`, { create: true }));
  const records = await openRecords({ database: { kind: "sqlite", file: `${folder}/left.sqlite` }, sealer });
  const app = sandboxApp(stripe);
  const tokenEndpoint = createTokenEndpoint({ send: sendByFetch });
  let writes = Number.POSITIVE_INFINITY;
  const failing = {
    ...records,
    save: (...args: Parameters<typeof records.save>) => (writes-- > 0 ? records.save(...args) : Promise.reject(new Error("the disk is full"))),
  };
  const broker = createTokenBroker({
    records: failing,
    sealer,
    spool: createFileSpool(`${folder}/spool`),
    tokenEndpoint,
    findApp: () => Promise.resolve(app),
    clock: nodeClock,
    random: Math.random,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
  });
  const key = { owner: "anybody", id: "left-behind" };
  const tokens = await tokenEndpoint.exchangeCode(app, new Secret(code), signal);
  const { generation } = await broker.create({ key, variant: "apps", app: { kind: "deployment" }, tokens }, signal);
  // The lease is the last write that succeeds.
  writes = 1;
  await broker.accessToken(key, { newerThan: generation }, signal).catch(() => undefined);
  await records.close();
}

function sandboxApp(stripe: string): OAuthApp {
  return {
    variant: "apps",
    mode: "test",
    clientId: "ca_sandbox",
    clientSecret: new Secret("sk_test_sandbox"),
    redirectUri: "http://localhost/callback",
    channel: null,
    endpoints: stripeOAuthEndpoints({ variant: "apps", apiRoot: stripe, authorizeRoot: stripe }),
  };
}
