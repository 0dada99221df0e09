import Stripe from "stripe";

import { Secret } from "../../src/base/secret";
import { nodeClock } from "../../src/platform/node/clock";
import { sendByFetch } from "../../src/platform/node/send-http";
import { createSandbox } from "../../src/sandbox/sandbox";
import { stripeApiVersion } from "../../src/stripe/api-version";
import { createStripeClient } from "../../src/stripe/client";
import { createStripeSource } from "../../src/stripe/create-stripe-source";
import { fixedCredential } from "../../src/stripe/credential";
import { untoldLimits } from "../../src/stripe/pacing/limits";
import { createPacer } from "../../src/stripe/pacing/pacer";
import { serveHandler } from "../fakes/serve-handler";
import { type Bench, rounded, timed } from "./bench";

const key = "sk_test_sandbox";
const columns = ["id", "amount", "currency", "created", "customer", "status"];

async function loadOurs(origin: string, signal: AbortSignal): Promise<{ readonly ids: readonly string[]; readonly requests: number }> {
  const client = createStripeClient({
    send: sendByFetch,
    clock: nodeClock,
    random: Math.random,
    credentials: fixedCredential(new Secret(key)),
    apiBase: origin,
    apiVersion: stripeApiVersion,
    accountId: null,
    pacer: createPacer(nodeClock, untoldLimits),
  });
  const source = createStripeSource({ client, timeZone: "UTC" });
  const table = source.find("charges");
  if (!table) throw new Error("the catalog has no charges");
  const ids: string[] = [];
  let requests = 0;
  const context = { signal, onRequest: () => void requests++ };
  for await (const page of source.scan({ table, columns, conditions: { equals: {}, ranges: {} } }, context)) {
    ids.push(...page.map(([id]) => String(id)));
  }
  return { ids, requests };
}

async function loadBySdk(port: number): Promise<readonly string[]> {
  const stripe = new Stripe(key, { host: "127.0.0.1", port, protocol: "http", telemetry: false });
  const ids: string[] = [];
  for await (const charge of stripe.charges.list({ limit: 100 })) ids.push(charge.id);
  return ids;
}

/** All charges of the sandbox, 20 ms away, read into rows. */
export const loadBench: Bench = {
  about: "all charges of the sandbox at 20 ms latency, against the official SDK's auto-paging",
  async *run(signal) {
    const sandbox = createSandbox({ now: Date.UTC(2026, 0, 1), latencyMs: 20, clock: nodeClock });
    const truth = sandbox.all("charge").map(({ id }) => id);
    const server = await serveHandler((request) => sandbox.handle(request));
    try {
      const ours = await timed(() => loadOurs(server.origin, signal));
      const sdk = await timed(() => loadBySdk(server.port));
      yield {
        bench: "load",
        case: `charges-${truth.length}`,
        value: rounded((truth.length / ours.ms) * 1_000),
        unit: "rows/s",
        ratios: { sdk: rounded(sdk.ms / ours.ms) },
        counts: { rows: ours.value.ids.length, requests: ours.value.requests },
        exact: JSON.stringify(ours.value.ids) === JSON.stringify(truth) && JSON.stringify(sdk.value) === JSON.stringify(truth),
      };
    } finally {
      await server.close();
    }
  },
};
