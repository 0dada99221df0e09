import { Agent, get } from "node:http";

import { gatewayPaths } from "../../src/auth/gateway-api";
import { Secret } from "../../src/base/secret";
import { nodeClock } from "../../src/platform/node/clock";
import { sendByFetch } from "../../src/platform/node/send-http";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import { stripeApiVersion } from "../../src/stripe/api-version";
import { createStripeClient } from "../../src/stripe/client";
import { createStripeSource } from "../../src/stripe/create-stripe-source";
import { type CredentialSource, fixedCredential } from "../../src/stripe/credential";
import { createPacer } from "../../src/stripe/pacing/pacer";
import { serveHandler } from "../fakes/serve-handler";
import { type Bench, type BenchLine, median, rounded, timed } from "./bench";
import { type BenchGateway, startBenchGateway } from "./gateway-process";
import { openGrant } from "./open-grant";

/** What Stripe's test mode is like: answers take a while, and only so many a second are given. */
const stripeLike = { latencyMs: 150, requestsPerSecond: 25 };
/** Lists read at once: about as many requests a second as the limit allows. */
const tables = { charges: "charge", payment_intents: "payment_intent", balance_transactions: "balance_transaction" };
const columns = ["id", "amount", "currency", "created"];

type Route = { readonly apiBase: string; readonly credentials: CredentialSource };
type Reading = { readonly rows: readonly string[]; readonly requests: number };

async function readLists(route: Route, signal: AbortSignal): Promise<Reading> {
  const client = createStripeClient({
    ...route,
    send: sendByFetch,
    clock: nodeClock,
    random: Math.random,
    apiVersion: stripeApiVersion,
    accountId: null,
    pacer: createPacer(nodeClock, { account: 20, endpoint: 20, search: 20, concurrent: 20 }),
  });
  const source = createStripeSource({ client, timeZone: "UTC", now: () => nodeClock.now() });
  let requests = 0;
  const context = { signal, onRequest: () => void requests++ };
  const readList = async (name: string): Promise<readonly string[]> => {
    const table = source.find(name);
    if (!table) throw new Error(`the catalog has no ${name}`);
    const rows: string[] = [];
    for await (const page of source.scan({ table, columns, conditions: { equals: {}, ranges: {} } }, context)) {
      rows.push(...page.map((row) => JSON.stringify(row)));
    }
    return rows;
  };
  const lists = await Promise.all(Object.keys(tables).map(readList));
  return { rows: lists.flat(), requests };
}

type Surroundings = { readonly sandbox: Sandbox; readonly gateway: BenchGateway; readonly apiRoot: string };

/** The way to Stripe by a grant at the gateway. */
async function openRoute({ sandbox, gateway, apiRoot }: Surroundings, signal: AbortSignal): Promise<Route> {
  const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
  const path = await openGrant({ gateway, apiRoot, code }, signal);
  const proof = async () => ({ secret: new Secret((await gateway.identity.authorization(signal)).slice("Bearer ".length)), generation: 1 });
  return { apiBase: `${gateway.origin}${path}`, credentials: { ...fixedCredential(new Secret("")), current: proof } };
}

/** Odd: the middle one counts, so that a refusal for asking too often, or other work of the computer, spoils single rounds only. */
const listRounds = 5;

type ProxyCase = { readonly sandbox: Sandbox; readonly direct: Route; readonly proxied: Route };

async function proxyList({ sandbox, direct, proxied }: ProxyCase, signal: AbortSignal): Promise<BenchLine> {
  const truth = Object.values(tables).flatMap((resource) => sandbox.all(resource).map(({ id }) => id));
  const [directMs, proxiedMs]: [number[], number[]] = [[], []];
  let requests = 0;
  let exact = true;
  for (let round = 0; round < listRounds; round++) {
    const plain = await timed(() => readLists(direct, signal));
    const passed = await timed(() => readLists(proxied, signal));
    directMs.push(plain.ms);
    proxiedMs.push(passed.ms);
    requests = passed.value.requests;
    const ids = passed.value.rows.map((row) => (JSON.parse(row) as readonly unknown[])[0]);
    exact &&= JSON.stringify(passed.value.rows) === JSON.stringify(plain.value.rows) && JSON.stringify(ids) === JSON.stringify(truth);
  }
  return {
    bench: "gateway",
    case: "proxy-list",
    value: rounded((truth.length / median(proxiedMs)) * 1_000),
    unit: "rows/s",
    ratios: { direct: rounded(median(directMs) / median(proxiedMs)) },
    counts: { rows: truth.length, requests, requestsPerSecond: rounded((requests / median(proxiedMs)) * 1_000) },
    exact,
  };
}

const ratePerSecond = 200;
const roundMs = 1_500;
const rounds = 7;
/** The added time at the 99th percentile that is promised, in milliseconds. */
const mostAddedMs = 3;

type Target = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly agent: Agent };
type Answer = { readonly ms: number; readonly status: number; readonly text: string };

function ask({ url, headers, agent }: Target): Promise<Answer> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (reply) => {
      let text = "";
      reply.setEncoding("utf8").on("data", (part: string) => (text += part));
      reply.on("end", () => resolve({ ms: performance.now() - start, status: reply.statusCode ?? 0, text }));
    }).on("error", reject);
  });
}

/** Asks at a steady rate, however long the answers take. */
async function askSteadily(target: Target, signal: AbortSignal): Promise<Answer[]> {
  const start = performance.now();
  const answers: Promise<Answer>[] = [];
  for (let number = 0; number < (ratePerSecond * roundMs) / 1_000; number++) {
    const wait = start + (number * 1_000) / ratePerSecond - performance.now();
    if (wait > 0) await nodeClock.sleep(wait, signal);
    answers.push(ask(target));
  }
  return Promise.all(answers);
}

function percentile99(answers: readonly Answer[]): number {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

async function vaultGet({ origin, identity, client }: BenchGateway, signal: AbortSignal): Promise<BenchLine> {
  await client.grants(signal);
  const text = JSON.stringify({ connections: Array.from({ length: 20 }, (_, index) => ({ name: `connection ${index}`, key: "x".repeat(60) })) });
  const url = `${origin}${gatewayPaths.settings("bench")}`;
  const headers = { authorization: await identity.authorization(signal) };
  await sendByFetch({ method: "PUT", url, headers: { ...headers, "if-none-match": "*" }, body: text }, signal);
  const agent = new Agent({ keepAlive: true });
  const [vault, bare]: [Target, Target] = [{ url, headers, agent }, { url: `${origin}/healthz`, headers: {}, agent }];
  await askSteadily(vault, signal);
  const [stored, plain]: [Answer[][], Answer[][]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    plain.push(await askSteadily(bare, signal));
    stored.push(await askSteadily(vault, signal));
  }
  agent.destroy();
  // The middle round counts: whatever else the computer does disturbs single ones.
  const added = median(stored.map((answers, round) => percentile99(answers) - percentile99(plain[round] ?? [])));
  const p99 = (all: readonly Answer[][]) => rounded(median(all.map(percentile99)));
  return {
    bench: "gateway",
    case: "vault-get",
    value: rounded(added),
    unit: "ms added at p99",
    ratios: { limit: rounded(mostAddedMs / Math.max(added, 0.03)) },
    counts: { requests: stored.flat().length, perSecond: ratePerSecond, vaultP99: p99(stored), bareP99: p99(plain) },
    exact: stored.flat().every((answer) => answer.status === 200 && answer.text === text) && plain.flat().every(({ status }) => status === 200),
  };
}

/** The gateway as a process of its own, between this program and the sandbox. */
export const gatewayBench: Bench = {
  about: "reads through the gateway against direct ones, and the time that keeping settings adds to a bare answer (a minute)",
  async *run(signal) {
    const sandbox = createSandbox({ now: Date.UTC(2026, 0, 1), scale: 0.2, clock: nodeClock, ...stripeLike });
    const server = await serveHandler((request) => sandbox.handle(request));
    const gateway = await startBenchGateway(server.origin);
    try {
      const direct = { apiBase: server.origin, credentials: fixedCredential(new Secret("sk_test_sandbox")) };
      const proxied = await openRoute({ sandbox, gateway, apiRoot: server.origin }, signal);
      yield await proxyList({ sandbox, direct, proxied }, signal);
      yield await vaultGet(gateway, signal);
    } finally {
      await gateway.close();
      await server.close();
    }
  },
};
