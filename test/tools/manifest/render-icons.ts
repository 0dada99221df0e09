/** Draws `assets/*.svg` as the PNG sizes that Office asks for: `node test/tools/run.mjs test/tools/manifest/render-icons.ts`, after an SVG changed. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { chromium } from "playwright-core";

import { addIn } from "../../../src/gateway/manifest/add-in";

/** 16, 32 and 80 for the ribbon; the add-in itself also needs 64. */
const sizesOf = (name: string) => (name === addIn.icon ? [16, 32, 64, 80] : [16, 32, 80]);
const folder = "assets";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();
for (const file of readdirSync(folder).filter((name) => name.endsWith(".svg"))) {
  const picture = Buffer.from(readFileSync(join(folder, file))).toString("base64");
  for (const size of sizesOf(basename(file, ".svg"))) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0"><img width="${size}" height="${size}" src="data:image/svg+xml;base64,${picture}">`,
    );
    await page.waitForFunction(() => document.querySelector("img")?.complete);
    const path = join(folder, `${basename(file, ".svg")}-${size}.png`);
    await page.screenshot({ path, omitBackground: true });
  }
}
await browser.close();
