import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { buildWorkbench } from "./build";
import type { FixtureServer } from "./fixture/serve-fixture";
import { serveFixture } from "./fixture/serve-fixture";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let folder: string;
let server: FixtureServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
const outside: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "workbench-"));
  await buildWorkbench(folder, new AbortController().signal);
  server = await serveFixture(folder);
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: flags });
  page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1400, height: 820 } });
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.origin) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
  });
  await page.goto(`${server.origin}/workbench/`);
  await page.waitForFunction(() => "workbench" in window);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => page.evaluate(() => window.workbench.openWorkbook()));
// One page serves all tests; nothing may go wrong in it, and nothing may leave it.
afterEach(() => expect({ complaints, outside }).toEqual({ complaints: [], outside: [] }));

const formula = '=STRIPE.QUERY("SELECT id, amount FROM charges LIMIT 2","sandbox")';
const spilled = [["id", "amount"], ["ch_1", 100], ["ch_2", 200]];

const valuesAt = (address: string) =>
  page.evaluate(async (at) => {
    await window.workbench.idle();
    return window.workbench.getCells(at).values;
  }, address);
const addIn = () => page.frameLocator("#pane iframe");

describe("The workbench page with an add-in on the unmodified office.js", () => {
  test("spills a formula that was typed at the keyboard", async () => {
    await page.evaluate(() => window.workbench.select("A1"));
    await page.locator("#grid canvas[id^=univer-sheet-main-canvas]").click({ position: { x: 90, y: 32 }, timeout: 5000 });
    await page.keyboard.type(formula, { delay: 5 });
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => window.workbench.getCells("A1").formulas[0]?.[0] !== "", null, { timeout: 10_000 });
    expect(await valuesAt("A1:B3")).toEqual(spilled);
  });

  test("shows the sentence behind an error of a function", async () => {
    await page.evaluate(() => window.workbench.setCell("B2", '=STRIPE.QUERY("SELECT * FROM nothere")'));
    expect(await valuesAt("B2")).toEqual([["#N/A"]]);
    expect(await page.evaluate(() => window.workbench.errorText("B2"))).toBe("no such table: nothere");
  });

  test("opens the pane from the ribbon's menu and closes it with the button of its title", async () => {
    expect(await page.evaluate(() => window.workbench.pane())).toBe(false);
    await page.getByRole("button", { name: "Get Data" }).click();
    await page.getByRole("menuitem", { name: "From Stripe…" }).click();
    await addIn().getByText("FromStripe").waitFor({ state: "visible" });
    expect(await page.evaluate(() => window.workbench.pane())).toBe(true);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    expect(await page.evaluate(() => window.workbench.pane())).toBe(false);
  });

  test("draws each control of the manifest under its id", async () => {
    const ids = await page.locator("#ribbon .command:enabled").evaluateAll((nodes) => nodes.map(({ id }) => id));
    expect(ids).toEqual(["GetData", "FromStripe", "NewConnection", "ManageConnections", "Refresh", "RefreshAll", "Queries"]);
  });

  test("shows a table that the add-in inserts, and keeps it with its part and settings in a saved workbook", async () => {
    await page.evaluate(() => window.workbench.setCell("A1", '=STRIPE.QUERY("SELECT 1 LIMIT 2")'));
    await page.evaluate(() => window.workbench.runCommand("Queries"));
    await addIn().getByRole("button", { name: "Insert" }).click();
    await addIn().getByText("Inserted").waitFor();
    const table = { name: "Charges", sheet: "Sheet1", address: "Sheet1!D2:E4" };
    expect(await page.evaluate(() => window.workbench.tables())).toEqual([table]);
    expect(await page.evaluate(() => window.workbench.getCells("E3:E4").text)).toEqual([["$1,234.50"], ["$7.00"]]);

    const saved = await page.evaluate(async () => {
      await window.workbench.idle();
      const text = window.workbench.saveWorkbook();
      await window.workbench.openWorkbook();
      return text;
    });
    expect(await page.evaluate(() => window.workbench.tables())).toEqual([]);
    await page.evaluate((text) => window.workbench.openWorkbook(text), saved);
    expect(await page.evaluate(() => window.workbench.tables())).toEqual([table]);
    expect(await valuesAt("A1:B3")).toEqual(spilled);
    expect(await page.evaluate(() => window.workbench.saveWorkbook())).toContain("urn:fixture");
  });

  test("reads and selects on other sheets by name", async () => {
    await page.evaluate(() => window.workbench.setCell("Sheet1!C7", "2024-01-31"));
    const seen = await page.evaluate(() => {
      window.workbench.select("Sheet1!C7");
      const { values, text, numberFormats } = window.workbench.getCells("Sheet1!C7");
      return [window.workbench.selection(), window.workbench.activeSheet(), window.workbench.sheets(), values, text, numberFormats];
    });
    expect(seen).toEqual(["Sheet1!C7", "Sheet1", ["Sheet1"], [[45322]], [["1/31/2024"]], [["m/d/yyyy"]]]);
  });
});
