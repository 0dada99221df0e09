import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { resolve } from "node:path";
import Stripe from "stripe";
import { nodeClock } from "../../src/platform/node/clock";
import { createSandbox } from "../../src/sandbox/sandbox";
import { serveHandler } from "../fakes/serve-handler";
import { collect, runByNpx } from "./run-xlstripe";

const root = resolve(__dirname, "../..");

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function answers(url: string): Promise<void> {
  for (let patience = 100; patience > 0; patience--) {
    const reply = await fetch(url, { headers: { Authorization: "Bearer sk_test_x" } }).catch(() => null);
    if (reply !== null) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`nothing answers at ${url}`);
}

describe("xlstripe against another Stripe-like server", () => {
  let emulator: ChildProcess;
  let port: number;
  const ids: string[] = [];

  beforeAll(async () => {
    port = await freePort();
    emulator = spawn(process.execPath, ["node_modules/emulate/dist/index.js", "--service", "stripe", "--port", String(port)], {
      cwd: root,
      stdio: "ignore",
    });
    await answers(`http://127.0.0.1:${port}/v1/customers`);
    const stripe = new Stripe("sk_test_x", { host: "127.0.0.1", port, protocol: "http" });
    for (let number = 0; number < 130; number++) ids.push((await stripe.customers.create({ email: `${number}@shop.example` })).id);
  });

  afterAll(() => void emulator.kill());

  test("reads all its customers, over several pages, with the key of the environment", async () => {
    const args = ["query", "SELECT id FROM customers", "--api-base", `http://127.0.0.1:${port}`, "--format", "csv"];
    const outcome = await runByNpx(args, { STRIPE_API_KEY: "sk_test_x" });
    expect(outcome.code).toBe(0);
    const [header, ...rows] = outcome.out.trimEnd().split("\n");
    expect(header).toBe("id");
    expect(rows.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
    expect(new Set(rows).size).toBe(rows.length);
  });
});

describe("the launcher", () => {
  test("prints the answer and nothing else on stdout", async () => {
    const outcome = await runByNpx(["query", "SELECT count(*) AS n FROM charges", "--connection", "sandbox", "--format", "json"]);
    expect(outcome.code).toBe(0);
    expect(outcome.out).toMatch(/^\[\{"n":\d+\}\]\n$/);
  });

  test("passes the exit code on", async () => {
    expect(await runByNpx(["fly"])).toMatchObject({ code: 2, out: "" });
  });

  test("ends quietly when the reader goes away", async () => {
    const sql = "SELECT * FROM charges";
    const command = `node src/cli/xlstripe.mjs query "${sql}" --connection sandbox --format ndjson; echo "exit $?" >&2`;
    const outcome = await collect(spawn("sh", ["-c", `{ ${command}; } | head -n 1`], { cwd: root }));
    expect(outcome.out.trimEnd().split("\n")).toHaveLength(1);
    expect(outcome.err.replace(/^Building.*\n/gm, "").replace(/^npm warn.*\n/gm, "")).toBe("exit 0\n");
  });

  test("waits with many requests at once for a server that is busy, and says nothing meanwhile", async () => {
    const sandbox = createSandbox({ scale: 0.05, now: Date.UTC(2026, 0, 31), clock: nodeClock, requestsPerSecond: 20 });
    const server = await serveHandler((request) => sandbox.handle(request));
    const sql = "SELECT s.id FROM (SELECT id FROM subscriptions LIMIT 25) s JOIN subscription_items i ON i.subscription = s.id GROUP BY 1";
    const outcome = await runByNpx(["query", sql, "--connection", "sandbox", "--format", "ndjson"], { XLSTRIPE_SANDBOX: server.origin });
    await server.close();
    expect(outcome.code).toBe(0);
    expect(outcome.out.trimEnd().split("\n")).toHaveLength(25);
    expect(outcome.err).not.toMatch(/[Ll]istener/);
  });

  test("several first starts at once all work", async () => {
    const starts = await Promise.all([1, 2, 3].map(() => collect(spawn(process.execPath, ["src/cli/xlstripe.mjs", "tables", "charges"], { cwd: root }))));
    expect(starts.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(starts.map(({ out }) => out)).size).toBe(1);
  });

  test("xlstripe sandbox serves a company until it is told to end", async () => {
    const child = spawn(process.execPath, ["src/cli/xlstripe.mjs", "sandbox", "--port", "0", "--scale", "0.01", "--now", "2026-01-31"], { cwd: root });
    const ended = collect(child);
    const origin = await new Promise<string>((done) => child.stdout.once("data", (chunk: Buffer) => done(chunk.toString().trim())));
    const { port } = new URL(origin);
    const stripe = new Stripe("sk_test_sandbox", { host: "127.0.0.1", port: Number(port), protocol: "http" });
    expect((await stripe.charges.list({ limit: 1 })).data).toHaveLength(1);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0, out: `${origin}\n` });
  });
});
