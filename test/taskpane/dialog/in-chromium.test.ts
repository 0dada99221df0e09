import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { dialogAdvices } from "../../../src/platform/office/dialog-errors";
import type { Site } from "../../excel-sim/web-page/serve";
import { ensureChromium } from "../../tools/setup/chromium.mjs";
import type { DialogPane } from "./pane-page";
import { handle, serveSignIn } from "./serve-sign-in";

declare const pane: DialogPane;
declare const realOpen: typeof window.open;
declare const hostReady: Promise<void>;

let site: Site;
let browser: Browser;
let page: Page;
let frame: Frame;
const complaints: string[] = [];

beforeAll(async () => {
  site = await serveSignIn();
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...args, "--host-resolver-rules=MAP login.localhost 127.0.0.1"] });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.on("console", (message) => void (message.type() === "error" && complaints.push(`${message.page()?.url()}: ${message.text()}`)));
  page = await context.newPage();
  await page.goto(`${site.host}/host.html?addIn=${encodeURIComponent(`${site.addIn}/pane.html`)}`);
  await page.evaluate(() => hostReady);
  frame = page.frames().find((one) => one.url().startsWith(site.addIn))!;
  await frame.waitForFunction(() => "pane" in window);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

/** Opens the sign-in and goes as far as the consent page on the other origin. */
async function openConsent(state: string): Promise<Page> {
  await frame.evaluate(() => void pane.ends.splice(0));
  const [popup] = await Promise.all([page.waitForEvent("popup"), frame.evaluate((address) => pane.open(address), `/dialog-start.html?state=${state}`)]);
  await popup.waitForURL(`${site.login}/consent?state=${state}`);
  return popup;
}

async function ended(): Promise<(typeof pane.ends)[number] | undefined> {
  await frame.waitForFunction(() => pane.ends.length > 0);
  return frame.evaluate(() => pane.ends[0]);
}

const state = (name: string) => name.padEnd(43, "-");

describe("the sign-in dialog in a browser", () => {
  test("goes through another origin and back, tells the pane the handle under its own origin, and is closed", async () => {
    const popup = await openConsent(state("plain"));
    const closed = popup.waitForEvent("close");
    await popup.click("#allow");
    const end = await ended();
    expect(end).toMatchObject({ kind: "message", message: { origin: site.addIn } });
    expect(JSON.parse((end as { message: { text: string } }).message.text)).toEqual({ kind: "stripe-oauth", state: state("plain"), handle });
    await closed;
  });

  test("ends as closed when the other origin cuts the link, and its last page shows the code to type and no query", async () => {
    const popup = await openConsent(state("coop"));
    expect(await ended()).toEqual({ kind: "closed" });
    expect(popup.isClosed()).toBe(false);
    await popup.click("#allow");
    await popup.waitForFunction(() => document.body.textContent?.includes("ABCD-2345"));
    expect(new URL(popup.url()).search).toBe("");
    await popup.close();
  });

  test("ends as closed when the person closes it", async () => {
    const popup = await openConsent(state("closed"));
    await popup.close();
    expect(await ended()).toEqual({ kind: "closed" });
  });

  test("is closed when the pane leaves, and another can be opened", async () => {
    const popup = await openConsent(state("left"));
    const closed = popup.waitForEvent("close");
    await frame.evaluate(() => pane.leave());
    expect(await ended()).toMatchObject({ kind: "failed", message: "Cancelled." });
    await closed;
    const next = await openConsent(state("next"));
    await next.click("#allow");
    expect(await ended()).toMatchObject({ kind: "message" });
  });

  test("that the browser blocks says so", async () => {
    await frame.evaluate(() => {
      pane.ends.splice(0);
      Object.assign(window, { realOpen: window.open.bind(window), open: () => null });
      pane.open("/dialog-start.html?state=blocked");
    });
    expect(await ended()).toEqual({ kind: "failed", message: dialogAdvices[12011]?.sentence });
    await frame.evaluate(() => void Object.assign(window, { open: realOpen }));
  });

  test("that names no sign-in goes nowhere and says where it belongs", async () => {
    const [popup] = await Promise.all([page.waitForEvent("popup"), frame.evaluate(() => pane.open("/dialog-start.html"))]);
    await popup.waitForFunction(() => document.querySelector("#status")?.textContent?.includes("Open it from Excel"));
    expect(new URL(popup.url()).pathname).toBe("/dialog-start.html");
    await popup.close();
  });

  test("is kept by the callback page's policy from nothing but styles that office.js would add", () => {
    const breaches = complaints.filter((text) => text.includes("Content Security Policy"));
    expect(breaches.filter((text) => !text.includes("'style-src"))).toEqual([]);
  });
});
