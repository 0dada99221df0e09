import { describe, expect, test } from "@jest/globals";
import { createHash } from "node:crypto";

import { callbackPage, howToConnectPage } from "../../../src/gateway/oauth/pages";
import type { CallbackOutcome } from "../../../src/gateway/oauth/receive-callback";

const cdn = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";

const outcomes: readonly CallbackOutcome[] = [
  { kind: "answered", state: "s", handle: "h", typedCode: "ABCD2345" },
  { kind: "denied", state: "s" },
  { kind: "failed", state: "s" },
  { kind: "foreign" },
];

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("the pages at the end of a sign-in", () => {
  test.each(outcomes)("are kept by nobody, framed by nobody and sent nowhere: $kind", (outcome) => {
    const { headers } = callbackPage(outcome, cdn);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-opener-policy")).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    for (const directive of ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]) {
      expect(policy.split("; ")).toContain(directive);
    }
    expect(policy).not.toContain("unsafe");
  });

  test.each(outcomes)("take code and state out of the address before anything else is loaded: $kind", async (outcome) => {
    const page = callbackPage(outcome, cdn);
    const text = await page.text();
    const [, inline = ""] = /<script>(.*?)<\/script>/s.exec(text) ?? [];
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(inline).toContain(`history.replaceState(null, "", location.pathname)`);
    expect(policy).toContain(hash(inline));
    expect(policy).toContain(hash(style));
    expect(`${text}<script defer`.indexOf("<script defer")).toBeGreaterThan(text.indexOf("<script>"));
  });

  test("load what speaks to the pane, and after it office.js, from where the policy allows it", async () => {
    const page = callbackPage({ kind: "denied", state: "s" }, cdn);
    const sources = [...(await page.text()).matchAll(/<script defer src="([^"]*)"/g)].map(([, source]) => source);
    expect(sources).toEqual(["/dialog-end.js", cdn]);
    expect(page.headers.get("content-security-policy")).toMatch(/script-src 'sha256-\S+' 'self' https:\/\/appsforoffice\.microsoft\.com;/);
  });

  test("load nothing where no pane waits", async () => {
    expect(await howToConnectPage().text()).not.toContain("src=");
  });

  test("show the code in groups, and say what it is for", async () => {
    const text = await callbackPage(outcomes[0]!, cdn).text();
    expect(text).toContain(`<p class="code">ABCD-2345</p>`);
    expect(text).toContain("If Excel does not go on by itself, type this code in the pane");
    expect(text).toContain("tell it to nobody");
  });

  test("take no text for HTML", async () => {
    const text = await callbackPage({ kind: "denied", state: `"><script>x` }, cdn).text();
    expect(text).not.toContain("<script>x");
    expect(text).toContain("&#34;&#62;&#60;script&#62;x");
  });
});
