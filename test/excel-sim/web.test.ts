import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { ensureChromium } from "../tools/setup/chromium.mjs";
import type { HostPage } from "./web-page/host-page";
import { serveSite, type Site } from "./web-page/serve";

let site: Site;
let browser: Browser;
let page: Page;
let pane: Frame;

declare const hostPage: HostPage;
declare const hostReady: Promise<void>;
declare const pressed: string;
declare const heard: unknown[];
declare const dialog: Office.Dialog;
declare function openDialog(path: string): Promise<number>;

beforeAll(async () => {
  site = await serveSite();
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...args, "--host-resolver-rules=MAP login.localhost 127.0.0.1"],
  });
  page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  await page.goto(`${site.host}/host.html?addIn=${encodeURIComponent(`${site.addIn}/pane.html`)}`);
  await page.evaluate(() => hostReady);
  pane = page.frames().find((frame) => frame.url().startsWith(site.addIn))!;
  await pane.waitForFunction(() => "info" in window);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

/** Opens a dialog from the pane and gives its window and what the pane heard first. */
async function openFromPane(path: string): Promise<{ readonly popup: Page; readonly first: unknown }> {
  const [popup] = await Promise.all([page.waitForEvent("popup"), pane.evaluate((target) => openDialog(target), path)]);
  await pane.waitForFunction(() => heard.length > 0);
  return { popup, first: await pane.evaluate(() => heard[0]) };
}

describe("office.js in a frame, as in Excel on the web", () => {
  test("writes a table and learns its requirement sets", async () => {
    const [address, old] = await pane.evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet();
        sheet.getRange("A1:B2").values = [["id", "amount"], ["ch_1", 5]];
        const range = sheet.tables.add("A1:B2", true).getRange().load("address");
        await context.sync();
        return [range.address, Office.context.requirements.isSetSupported("ExcelApi", "1.15")];
      }),
    );
    expect([address, old]).toEqual(["Sheet1!A1:B2", false]);
    expect(await page.evaluate(() => hostPage.values("A1:B2"))).toEqual([["id", "amount"], ["ch_1", 5]]);
  });

  test("hears what happens in the sheet", async () => {
    await pane.evaluate(() =>
      Excel.run(async (context) => {
        Object.assign(window, { heard: [] });
        context.workbook.worksheets.onChanged.add((event) => Promise.resolve(void heard.push(event.address)));
        await context.sync();
      }),
    );
    await page.evaluate(() => hostPage.type("D9", "typed"));
    await pane.waitForFunction(() => heard.length > 0);
    expect(await pane.evaluate(() => heard)).toEqual(["D9"]);
  });

  test("runs custom functions and ribbon commands", async () => {
    await page.evaluate(() => hostPage.type("F1", '=DEMO.PAIRS("usd")'));
    await page.waitForFunction(() => hostPage.values("F1")[0]?.[0] === "usd");
    expect(await page.evaluate(() => hostPage.values("F1:G2"))).toEqual([["usd", 1], ["more", 2]]);
    await page.evaluate(() => hostPage.host.runCommand("refreshAll", "RefreshAll"));
    expect(await pane.evaluate(() => pressed)).toBe("RefreshAll");
  });

  test("saves document settings", async () => {
    await pane.evaluate(() => {
      Office.context.document.settings.set("key", 1);
      return new Promise((resolve) => Office.context.document.settings.saveAsync(resolve));
    });
    expect(await page.evaluate(() => [...hostPage.host.documentSettings])).toEqual([["key", "1"]]);
  });

  test("tells where the file is now, beside where it was at the start", async () => {
    const ask = () =>
      pane.evaluate(async () => {
        const { document } = Office.context;
        const now = await new Promise((resolve) => document.getFilePropertiesAsync((result) => resolve(result.value.url)));
        return [now, document.url];
      });
    const opened = "https://excel-sim.example/Book1.xlsx";
    expect(await ask()).toEqual([opened, opened]);
    await page.evaluate(() => void (hostPage.host.file.address = "https://excel-sim.example/Copy.xlsx"));
    expect(await ask()).toEqual(["https://excel-sim.example/Copy.xlsx", opened]);
  });

  test("meets the 5 MB limit, and passes it in chunks", async () => {
    const [atOnce, inChunks] = await pane.evaluate(async () => {
      const write = (chunks: number) =>
        Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.add();
          const rows = Array.from({ length: 20_000 / chunks }, () => Array.from({ length: 10 }, () => "abcdefghijklmnopqrstuvwxyz"));
          const writeFrom = async (row: number): Promise<void> => {
            sheet.getRangeByIndexes(row, 0, rows.length, 10).values = rows;
            await context.sync();
            if (row + rows.length < 20_000) await writeFrom(row + rows.length);
          };
          await writeFrom(0);
          return "written";
        }).catch((error: OfficeExtension.Error) => error.code);
      return [await write(1), await write(5)];
    });
    expect([atOnce, inChunks]).toEqual(["RequestPayloadSizeLimitExceeded", "written"]);
  });

  test("exchanges messages with a dialog and closes it", async () => {
    const { popup, first } = await openFromPane("/dialog.html");
    expect(first).toBe("hello");
    await pane.evaluate(() => dialog.messageChild("thanks"));
    await popup.waitForFunction(() => document.querySelector("p")?.textContent === "thanks");
    const closed = popup.waitForEvent("close");
    await pane.evaluate(() => dialog.close());
    await closed;
  });

  test("gets the message of a dialog that went through another origin", async () => {
    const { first } = await openFromPane("/start.html");
    expect(first).toBe("code=1");
    await pane.evaluate(() => dialog.close());
  });

  test("loses the dialog with 12006 when the other origin cuts the link", async () => {
    const { popup, first } = await openFromPane("/start.html?coop");
    expect(first).toBe(12006);
    expect(popup.isClosed()).toBe(false);
    await popup.close();
  });
});
