import { chromium, type Browser, type Frame, type Page } from "playwright-core";

import { nodeClock } from "../../src/platform/node/clock";
import type { Clock } from "../../src/platform/ports";
import { type DevServer, type DevServerOptions, startDevServer } from "../tools/dev-server";
import type { Workbench } from "../workbench/page/workbench-api";
import { fakeTimeScript } from "./fake-time";

/** The sandbox company's today in these tests. */
export const companyNow = Date.UTC(2026, 5, 15);

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The workbench in Chromium with the real add-in in its pane, and what went wrong on the way. */
export type OpenWorkbench = {
  readonly server: DevServer;
  readonly page: Page;
  /** Errors of the page and the pane, and requests to anywhere but the own origin. */
  readonly complaints: readonly string[];
  /** The add-in's frame; a new one after another workbook was opened. */
  pane(): Frame;
  /** Calls a method of `window.workbench`. */
  call<K extends keyof Workbench>(method: K, ...args: Parameters<Workbench[K]>): Promise<Awaited<ReturnType<Workbench[K]>>>;
  /** Sets the clocks of add-in, gateway and sandbox forward and fires what is due in the add-in. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
};

function watch(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A refusal of the sandbox or the gateway is an answer that the add-in reads; the browser reports it all the same.
    const isRefusal = [`${origin}/sandbox/`, `${origin}/v1/`].some((root) => message.location().url.startsWith(root));
    if (message.type() === "error" && !isRefusal) complaints.push(`error: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:data|blob|about):/.test(url)) complaints.push(`request: ${url}`);
  });
  return complaints;
}

async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: chromiumArguments });
}

/** Starts the server on a free port and opens the workbench. */
export async function openWorkbench(sandbox: NonNullable<DevServerOptions["sandbox"]> = {}): Promise<OpenWorkbench> {
  let ahead = 0;
  const clock: Clock = { ...nodeClock, now: () => nodeClock.now() + ahead };
  const server = await startDevServer({ port: 0, now: companyNow, projectRoot: process.cwd(), sandbox, clock });
  const browser = await launch();
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1400, height: 860 } });
  await context.addInitScript(fakeTimeScript);
  const page = await context.newPage();
  const complaints = watch(page, server.origin);
  await page.goto(server.origin);
  await page.waitForFunction(() => "workbench" in window);
  const call = ((method: keyof Workbench, ...args: unknown[]) =>
    page.evaluate(
      ([name, given]) => (window.workbench[name] as (...all: unknown[]) => unknown)(...(given)),
      [method, args] as const,
    )) as OpenWorkbench["call"];
  const pane = (): Frame => {
    const frame = page.frames().find((one) => /taskpane-workbench/.test(one.url()));
    if (!frame) throw new Error("the workbench has no pane");
    return frame;
  };
  return {
    server,
    page,
    complaints,
    pane,
    call,
    async advance(ms) {
      ahead += ms;
      await pane().evaluate((forward) => window.advanceTime(forward), ms);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
