/** A program that uses one grant: gets access tokens, reads Stripe with them, and dies where it is told to. */
import { json } from "node:stream/consumers";

import { createTokenBroker } from "../../../src/auth/create-token-broker";
import { createTokenEndpoint } from "../../../src/auth/create-token-endpoint";
import type { AccessToken, TokenBroker } from "../../../src/auth/grant";
import { AppError } from "../../../src/base/app-error";
import { Secret } from "../../../src/base/secret";
import { nodeClock } from "../../../src/platform/node/clock";
import { createFileSpool } from "../../../src/platform/node/file-spool";
import { createSealer, readKeyRing } from "../../../src/platform/node/key-ring";
import { sendByFetch } from "../../../src/platform/node/send-http";
import { openRecords } from "../../../src/platform/node/store/open-records";
import { deadlyPorts } from "./deadly-ports";
import { sandboxApp } from "./sandbox-app";
import { grantKey, type WorkerJob, type WorkerReport } from "./worker-job";

const never = new AbortController().signal;
const job = (await json(process.stdin)) as WorkerJob;
const { database } = job;
const sealer = createSealer(await readKeyRing(job.keyFile));
const opened = await openRecords({
  database: database.kind === "sqlite" ? database : { ...database, url: new Secret(database.url) },
  sealer,
});
const { records, spool, send } = deadlyPorts(job.dieAt, {
  records: opened,
  spool: createFileSpool(job.spoolFolder),
  send: sendByFetch,
});
const broker = createTokenBroker({
  records,
  spool,
  sealer,
  tokenEndpoint: createTokenEndpoint({ send }),
  findApp: () => Promise.resolve(sandboxApp(job.sandboxOrigin)),
  clock: nodeClock,
  random: Math.random,
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  timing: { leaseMs: job.leaseMs, skewMs: job.skewMs },
});

await broker.replaySpool(never);
process.stdout.write(JSON.stringify(await work(broker)));
await opened.close();

async function work(broker: TokenBroker): Promise<WorkerReport> {
  const report = { reads: 0, refused: 0, failures: [] as string[] };
  try {
    let last = await readOnce(broker, report, {});
    while (last.generation < job.untilGeneration) last = await readOnce(broker, report, {});
    if (job.renewAtEnd) await readOnce(broker, report, { newerThan: last.generation });
  } catch (failure) {
    report.failures.push(failure instanceof AppError ? failure.code : String(failure));
  }
  return report;
}

type Want = Parameters<TokenBroker["accessToken"]>[1];

/** Reads with a token; a refused one is given back for a newer one, as often as others renew it meanwhile. */
async function readOnce(broker: TokenBroker, report: { reads: number; refused: number }, want: Want): Promise<AccessToken> {
  const token = await broker.accessToken(grantKey, want, never);
  if (want.newerThan !== undefined && token.generation <= want.newerThan) throw new Error("no newer generation came after a 401");
  const headers = { authorization: `Bearer ${token.token.reveal()}` };
  const { status } = await sendByFetch({ method: "GET", url: `${job.sandboxOrigin}/v1/charges?limit=1`, headers }, never);
  if (status === 200) {
    report.reads++;
    return token;
  }
  if (status !== 401) throw new Error(`the sandbox answered ${status}`);
  report.refused++;
  return readOnce(broker, report, { newerThan: token.generation });
}
