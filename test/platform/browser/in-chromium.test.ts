import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { createAccountVerifier } from "../../../src/gateway/identity/account-token";
import { audience, clientId, type EntraIssuer, person, startEntraIssuer, tenant } from "../../gateway/entra-issuer";
import { ensureChromium } from "../../tools/setup/chromium.mjs";
import { bridgeScript } from "./chromium/account-bridge";
import type { ChromiumPage } from "./chromium/page";
import { servePage, type ServedPage } from "./chromium/serve-page";

declare const device: ChromiumPage;
declare const askedOfHost: string[];

let browser: Browser;
let served: ServedPage;
let context: BrowserContext;
beforeAll(async () => {
  served = await servePage();
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: ensureChromium(), args });
});
afterAll(async () => {
  await browser.close();
  await served.close();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(served.origin);
  await tab.waitForFunction(() => "device" in window);
  return tab;
}

describe("keys in a browser's profile", () => {
  test("stay the same after a reload, and no script can take them out", async () => {
    const tab = await openTab();
    const installation = await tab.evaluate(() => device.installation());
    await tab.evaluate(() => device.keep("g", "rt_canary"));
    await tab.reload();
    expect(await tab.evaluate(() => device.installation())).toBe(installation);
    expect(await tab.evaluate(() => device.takeKeys())).toEqual(Array.from({ length: 4 }, () => "InvalidAccessError"));
  });

  test("leave no token readable in the database", async () => {
    const tab = await openTab();
    await tab.evaluate(() => device.keep("g", "rt_canary"));
    const dump = await tab.evaluate(() => device.dump());
    expect(dump).toContain('"collection"');
    expect(dump).not.toContain("rt_canary");
  });

  test("are one key for tabs that open at the same moment", async () => {
    const tabs = await Promise.all([openTab(), openTab(), openTab()]);
    const ids = await Promise.all(tabs.map((tab) => tab.evaluate(() => device.installation())));
    expect(new Set(ids).size).toBe(1);
  });
});

describe("three tabs with two callers each, all at once", () => {
  test.each([
    ["by the browser's locks", true],
    ["without locks, by the lease in the device's records", false],
  ])("renew a single-use token with one request, %s", async (_how, locked) => {
    Object.assign(served.refreshes, { asked: 0, refused: 0, live: "rt_0" });
    const tabs = await Promise.all([openTab(), openTab(), openTab()]);
    await tabs[0]?.evaluate(() => device.keep("g", "rt_0"));
    const wish = { callers: 2, locked };
    const generations = await Promise.all(tabs.map((tab) => tab.evaluate((one) => device.use("g", one), wish)));
    expect(generations).toEqual([[2, 2], [2, 2], [2, 2]]);
    expect(served.refreshes).toEqual({ asked: 1, refused: 0, live: "rt_1" });
  });

  test("hear from the one that renewed it, without any token", async () => {
    Object.assign(served.refreshes, { asked: 0, refused: 0, live: "rt_0" });
    const [worker, listener] = [await openTab(), await openTab()];
    await worker.evaluate(() => device.keep("g", "rt_0"));
    await worker.evaluate(() => device.use("g", { callers: 1, locked: true }));
    await listener.waitForFunction(() => device.heard.length === 2);
    expect(await listener.evaluate(() => device.heard)).toEqual([{ grant: "g", generation: 1 }, { grant: "g", generation: 2 }]);
    expect(await worker.evaluate(() => device.heard)).toEqual([]);
  });
});

describe("the account that Excel is signed in with", () => {
  let issuer: EntraIssuer;
  beforeAll(async () => {
    issuer = await startEntraIssuer();
  });
  afterAll(() => issuer.close());

  const request = { clientId, authority: "https://login.microsoftonline.com/common", scope: `${audience}/access_as_user` };

  async function openInHost(options: { readonly interaction?: boolean }): Promise<{ readonly tab: Page; readonly outside: string[] }> {
    const accessToken = await issuer.issue();
    await context.addInitScript({ content: await bridgeScript({ accessToken, clientId, tenant, person }, options) });
    const outside: string[] = [];
    context.on("request", (one) => {
      if (!one.url().startsWith(served.origin)) outside.push(one.url());
    });
    return { tab: await openTab(), outside };
  }

  test("gives a token that the gateway accepts as that person, and gives it again from memory", async () => {
    const { tab, outside } = await openInHost({});
    const token = await tab.evaluate((one) => device.account(one), request);
    const verify = createAccountVerifier({ authority: issuer.authority, tenants: [tenant], audience, clientId });
    expect(await verify(token, Date.now())).toEqual({ kind: "account", owner: `entra:${tenant}:${person}` });
    expect(await tab.evaluate((one) => device.account(one), request)).toBe(token);
    expect(await tab.evaluate(() => askedOfHost)).toEqual(["GetInitContext", `GetToken ${request.scope}`]);
    expect(outside).toEqual([]);
  });

  test("is asked for in a window only when Microsoft wants the person, and the request allows to ask", async () => {
    const { tab } = await openInHost({ interaction: true });
    const methods = async () => (await tab.evaluate(() => askedOfHost)).map((asked) => asked.split(" ")[0]);
    expect(await tab.evaluate((one) => device.account(one), request)).toBe("");
    expect(await methods()).not.toContain("GetTokenPopup");
    const token = await tab.evaluate((one) => device.account(one), { ...request, mayAsk: true });
    expect(token.split(".")).toHaveLength(3);
    expect((await methods()).slice(-2)).toEqual(["GetToken", "GetTokenPopup"]);
  });

  test("leaves nothing in the browser's storage", async () => {
    const { tab } = await openInHost({});
    const token = await tab.evaluate((one) => device.account(one), request);
    expect((await context.storageState({ indexedDB: true })).origins.map((origin) => JSON.stringify(origin)).join("")).not.toContain(token.slice(-40));
    expect(await tab.evaluate(() => device.dump())).not.toContain(token.slice(-40));
    expect(await tab.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(token.slice(-40));
  });

  test("that cannot be had outside of a host says whom to ask", async () => {
    const tab = await openTab();
    await tab.evaluate(() => void Object.assign(window, { open: () => null }));
    expect(await tab.evaluate((one) => device.account(one), { ...request, authority: "https://127.0.0.1:9/common" })).toBe("GATEWAY_UNAVAILABLE");
  });
});
