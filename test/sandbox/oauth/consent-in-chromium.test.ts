import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chromium, type Browser, type Page } from "playwright-core";
import { serveHandler, type ServedHandler } from "../../fakes/serve-handler";
import { ensureChromium } from "../../tools/setup/chromium.mjs";
import { exchange, oauthSandbox } from "./oauth-client";

describe("the consent page in Chromium", () => {
  const { sandbox } = oauthSandbox();
  let browser: Browser;
  let stripe: ServedHandler;
  let callback: ServedHandler;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    stripe = await serveHandler((request) => sandbox.handle(request));
    callback = await serveHandler(() => Promise.resolve(new Response("back", { headers: { "content-type": "text/html" } })));
    browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"] });
    page = await browser.newPage({ viewport: { width: 480, height: 720 } });
    page.on("console", (message) => complaints.push(message.text()));
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([stripe.close(), callback.close()]);
  });

  const open = () =>
    page.goto(`${stripe.origin}/oauth/v2/authorize?client_id=ca_sandbox&state=s-1&redirect_uri=${encodeURIComponent(`${callback.origin}/cb`)}`);

  test("is worked with the keyboard alone: choose the other account, Allow", async () => {
    await open();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("radio", { name: "Example Berlin" }).isChecked()).toBe(true);
    for (const name of ["summary", "Deny", "Allow"]) {
      await page.keyboard.press("Tab");
      const focused = name === "summary" ? page.locator("summary") : page.getByRole("button", { name });
      expect(await focused.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(`${callback.origin}/**`);
    const { body } = await exchange(sandbox, new URL(page.url()).searchParams.get("code") ?? "");
    expect(body.stripe_user_id).toBe(sandbox.accounts().connected);
  });

  test("leads back at Deny", async () => {
    await open();
    await page.getByRole("button", { name: "Deny" }).click();
    await page.waitForURL(`${callback.origin}/**`);
    expect(new URL(page.url()).searchParams.get("error")).toBe("access_denied");
  });

  test("keeps its own policy: the browser has nothing to complain about, and the style applies", async () => {
    await open();
    expect(await page.getByRole("button", { name: "Allow" }).evaluate((button) => getComputedStyle(button).borderRadius)).toBe("10px");
    expect(complaints).toEqual([]);
  });
});
