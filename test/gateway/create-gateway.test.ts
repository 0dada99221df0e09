import { beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createGateway } from "../../src/gateway/create-gateway";

describe("gateway", () => {
  let gateway: ReturnType<typeof createGateway>;

  beforeAll(() => {
    const addInFolder = mkdtempSync(join(tmpdir(), "add-in-"));
    writeFileSync(join(addInFolder, "taskpane.html"), "<title>Pane</title>");
    gateway = createGateway({ addInFolder });
  });

  test("says that it is healthy", async () => {
    const reply = await gateway.request("/healthz");
    expect(await reply.json()).toEqual({ status: "ok" });
  });

  test("serves the add-in's files", async () => {
    const reply = await gateway.request("/taskpane.html");
    expect(await reply.text()).toBe("<title>Pane</title>");
    expect(reply.headers.get("content-type")).toContain("text/html");
  });

  test("answers 404 for a file that does not exist or lies outside the folder", async () => {
    expect((await gateway.request("/nothing.js")).status).toBe(404);
    expect((await gateway.request("/../package.json")).status).toBe(404);
    expect((await gateway.request("/%2e%2e/package.json")).status).toBe(404);
  });

  test("lets WebAssembly run, forbids other code from strings, and needs no cross-origin isolation", async () => {
    const headers = (await gateway.request("/taskpane.html")).headers;
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("'wasm-unsafe-eval'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(headers.get("cross-origin-opener-policy")).toBeNull();
    expect(headers.get("cross-origin-embedder-policy")).toBeNull();
  });

  test("lets the page call Stripe and servers on the person's own machine, and nobody else", async () => {
    const policy = (await gateway.request("/taskpane.html")).headers.get("content-security-policy") ?? "";
    const [, sources = ""] = /connect-src ([^;]*)/.exec(policy) ?? [];
    const hosts = sources.split(" ").map((source) => source.replace(/^https?:\/\//, "").replace(/:\*$/, ""));
    expect(hosts).toEqual(["'self'", "api.stripe.com", "appsforoffice.microsoft.com", "localhost", "127.0.0.1", "localhost"]);
  });

  test("may be framed by Excel on the web and by nobody else", async () => {
    const policy = (await gateway.request("/taskpane.html")).headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com/);
    expect(policy).not.toMatch(/frame-ancestors[^;]* \*( |;|$)/);
  });
});
