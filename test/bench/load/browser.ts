import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";

import type { BenchLine } from "../bench";
import { startBenchGateway } from "../gateway-process";
import { openGrant } from "../open-grant";
import type { PageReading, PageResult } from "./browser-page";
import { type ChargeSandbox, fields, startChargeSandbox } from "./charge-sandbox";
import { areTheCharges } from "./compare-charges";
import { loadLine } from "./load-line";
import { openFront } from "./tls-front";

const load = { skew: "uniform", rps: 25, rows: 20_000 } as const;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--ignore-certificate-errors"];

type Pages = Readonly<Record<string, string>>;

/** A way from the page to the sandbox. */
type Path = {
  readonly name: string;
  /** Runs with a page's origin, and what the page reads from there. */
  readonly open: (sandbox: ChargeSandbox, pages: Pages, signal: AbortSignal) => Promise<OpenPath>;
};

type OpenPath = { readonly pageOrigin: string; readonly from: Pick<PageReading, "apiBase" | "secret">; close(): Promise<void> };

/** The page asks another origin, as it asks api.stripe.com: every request has a preflight. */
const direct: Path = {
  name: "browser",
  async open(sandbox, pages) {
    const [page, api] = [await openFront({ pages, behind: null }), await openFront({ pages: {}, behind: sandbox.origin })];
    return {
      pageOrigin: page.origin,
      from: { apiBase: api.origin, secret: "sk_test_sandbox" },
      close: async () => void (await Promise.all([page.close(), api.close()])),
    };
  },
};

/** The page asks the gateway that it comes from. */
const throughGateway: Path = {
  name: "browser-gateway",
  async open(sandbox, pages, signal) {
    const gateway = await startBenchGateway(sandbox.origin);
    const front = await openFront({ pages, behind: gateway.origin });
    const path = await openGrant({ gateway, apiRoot: sandbox.origin, code: await sandbox.oauthCode() }, signal);
    const secret = (await gateway.identity.authorization(signal)).slice("Bearer ".length);
    return {
      pageOrigin: front.origin,
      from: { apiBase: `${front.origin}${path}`, secret },
      close: async () => void (await Promise.all([front.close(), gateway.close()])),
    };
  },
};

async function openPage(browser: Browser, { pageOrigin }: OpenPath): Promise<Page> {
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  await page.goto(`${pageOrigin}/`);
  return page;
}

/** Some lists, one after the other, for another page: Stripe's servers and an Excel that runs have answered before, too. */
async function warmUp(browser: Browser, path: OpenPath): Promise<void> {
  const page = await openPage(browser, path);
  await page.evaluate(async ({ apiBase, secret }) => {
    for (let turn = 0; turn < 20; turn++) {
      const reply = await fetch(`${apiBase}/v1/charges?limit=100`, { headers: { authorization: `Bearer ${secret}` } });
      await reply.text();
    }
  }, path.from);
  await page.context().close();
}

/** `onWarm`: called before the page that is measured asks anything. */
async function readInBrowser(path: OpenPath, onWarm: () => Promise<void>): Promise<PageResult> {
  const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: flags });
  try {
    await warmUp(browser, path);
    await onWarm();
    const page = await openPage(browser, path);
    return await page.evaluate((reading) => window.loadCharges(reading), { ...path.from, columns: [...fields], rps: load.rps });
  } finally {
    await browser.close();
  }
}

async function bundledPages(): Promise<Pages> {
  const { outputFiles } = await build({ entryPoints: ["test/bench/load/browser-page.ts"], bundle: true, write: false, format: "esm", target: "es2022" });
  return { "/": '<!doctype html><title>load</title><script type="module" src="/page.js"></script>', "/page.js": outputFiles[0]?.text ?? "" };
}

async function runPath(path: Path, pages: Pages, signal: AbortSignal): Promise<BenchLine> {
  const sandbox = await startChargeSandbox(load);
  try {
    const open = await path.open(sandbox, pages, signal);
    try {
      const { ms, rows } = await readInBrowser(open, async () => void (await sandbox.traffic()));
      const exact = areTheCharges(rows, await sandbox.truth());
      return loadLine(`${path.name}-${load.rps}rps-${load.rows}`, load, { ms, rows: rows.length, traffic: await sandbox.traffic(), exact });
    } finally {
      await open.close();
    }
  } finally {
    await sandbox.stop();
  }
}

/** Charges read by a page in Chromium, over HTTP/2 and TLS: straight from the server, and through the gateway. */
export async function* browserCases(signal: AbortSignal): AsyncGenerator<BenchLine> {
  const pages = await bundledPages();
  for (const path of [direct, throughGateway]) yield await runPath(path, pages, signal);
}
