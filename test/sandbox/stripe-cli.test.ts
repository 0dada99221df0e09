import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import type { Sandbox } from "../../src/sandbox/sandbox";
import { serveHandler, type ServedHandler } from "../fakes/serve-handler";
import { smallSandbox, type Reply } from "./ask";

let sandbox: Sandbox;
let served: ServedHandler;
let home: string;

beforeAll(async () => {
  sandbox = smallSandbox();
  served = await serveHandler((request) => sandbox.handle(request));
  home = await mkdtemp(join(tmpdir(), "stripe-cli-"));
});
afterAll(async () => {
  await served.close();
  await rm(home, { recursive: true, force: true });
});

/** The program of the npm package `@stripe/cli` for this machine. */
function program(): string {
  const folder = dirname(require.resolve(`@stripe/cli-${process.platform}-${process.arch}/package.json`));
  const found = ["bin/stripe", "bin/stripe.exe", "stripe"].map((name) => join(folder, name)).find(existsSync);
  if (found === undefined) throw new Error(`no Stripe CLI in ${folder}`);
  return found;
}

async function stripe(...words: readonly string[]): Promise<Reply> {
  const { stdout } = await promisify(execFile)(program(), [...words, "--api-base", served.origin, "--api-key", "sk_test_sandbox"], {
    env: { HOME: home, XDG_CONFIG_HOME: home, PATH: process.env["PATH"], STRIPE_CLI_TELEMETRY_OPTOUT: "1" },
  });
  return JSON.parse(stdout) as Reply;
}

describe("the official Stripe CLI on the sandbox", () => {
  test("lists customers page by page", async () => {
    const ids = sandbox.all("customer").map((customer) => customer.id);
    const first = await stripe("customers", "list", "--limit", "3");
    expect(first.data.map((row) => row.id)).toEqual(ids.slice(0, 3));
    expect(first.has_more).toBe(true);
    const second = await stripe("customers", "list", "--limit", "3", "--starting-after", ids[2] ?? "");
    expect(second.data.map((row) => row.id)).toEqual(ids.slice(3, 6));
  });

  test("retrieves a charge with an expansion", async () => {
    const [charge] = sandbox.all("charge");
    const shown = await stripe("charges", "retrieve", charge?.id ?? "", "--expand", "customer");
    expect(shown).toMatchObject({ id: charge?.id, amount: charge?.["amount"], customer: { id: charge?.["customer"], object: "customer" } });
  });

  test("searches customers", async () => {
    const found = await stripe("customers", "search", "--query", 'email~"ada"');
    const wanted = sandbox.all("customer").filter(({ email }) => String(email).includes("ada"));
    expect(found.data.map((row) => row.id)).toEqual(wanted.slice(0, 10).map(({ id }) => id));
  });

  test("creates a customer", async () => {
    const created = await stripe("customers", "create", "-d", "name=Grace", "-d", "metadata[source]=cli");
    expect(created).toMatchObject({ object: "customer", name: "Grace", metadata: { source: "cli" } });
    expect(sandbox.all("customer")[0]).toEqual(created);
  });

  test("shows the sandbox's refusals", async () => {
    expect((await stripe("customers", "retrieve", "cus_gone")).error).toMatchObject({ code: "resource_missing" });
  });
});
