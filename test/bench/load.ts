import { setMaxListeners } from "node:events";

import { Secret } from "../../src/base/secret";
import { nodeClock } from "../../src/platform/node/clock";
import { sendByFetch } from "../../src/platform/node/send-http";
import { fixedCredential } from "../../src/stripe/credential";
import { type Bench, type BenchLine, rounded, timed } from "./bench";
import { browserCases } from "./load/browser";
import { fields, startChargeSandbox } from "./load/charge-sandbox";
import { areTheCharges } from "./load/compare-charges";
import { type LoadCase, loadCases } from "./load/load-case";
import { loadLine } from "./load/load-line";
import { readCharges } from "./load/read-charges";
import { measureSdk } from "./load/sdk";

type Sdk = Awaited<ReturnType<typeof measureSdk>>;

async function runCase(load: LoadCase, sdk: Sdk): Promise<BenchLine> {
  const sandbox = await startChargeSandbox(load);
  try {
    const truth = await sandbox.truth();
    const route = { apiBase: sandbox.origin, credentials: fixedCredential(new Secret("sk_test_sandbox")), signedIn: "bench" };
    const { ms, value } = await timed(() => readCharges({ route, columns: fields, rps: load.rps }, { send: sendByFetch, clock: nodeClock, random: Math.random }));
    const exact = sdk.complete && areTheCharges(value, truth);
    const line = loadLine(`${load.skew}-${load.rps}rps-${load.rows}`, load, { ms, rows: value.length, traffic: await sandbox.traffic(), exact });
    return { ...line, ratios: { sdk: rounded(line.value / sdk.rowsPerSecond), ...line.ratios } };
  } finally {
    await sandbox.stop();
  }
}

/** All charges of a sandbox that is as far away and takes as many requests a second as Stripe. */
export const loadBench: Bench = {
  about: "all charges of a sandbox 150 ms away, against the official SDK's auto-paging and the time that full pages take at the server's pace (6 minutes)",
  async *run(signal) {
    // Many requests wait on one signal, which is no leak.
    setMaxListeners(100);
    const sdk = await measureSdk();
    yield* browserCases(signal);
    for (const load of loadCases) {
      signal.throwIfAborted();
      yield await runCase(load, sdk);
    }
  },
};
