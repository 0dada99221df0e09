import { beforeAll, describe, expect, test } from "@jest/globals";

import { accessOf } from "../../src/gateway/http/route-access";
import { enrolled, openFrame, publicUrl, send, type TestFrame } from "./frame";

const policyOf = (reply: Response): string => reply.headers.get("content-security-policy") ?? "";
const sources = (policy: string, directive: string): readonly string[] => new RegExp(`${directive} ([^;]*)`).exec(policy)?.[1]?.split(" ") ?? [];

describe("gateway", () => {
  let frame: TestFrame;

  beforeAll(async () => {
    frame = await openFrame();
  });

  test("says that it is healthy", async () => {
    const reply = await send(frame, "/healthz");
    expect(await reply.json()).toEqual({ status: "ok" });
  });

  test("serves the add-in's files", async () => {
    const reply = await send(frame, "/taskpane.html");
    expect(await reply.text()).toBe("<title>Pane</title>");
    expect(reply.headers.get("content-type")).toContain("text/html");
  });

  test("answers 404 for a file that does not exist or lies outside the folder", async () => {
    for (const path of ["/nothing.js", "/../package.json", "/%2e%2e/package.json", "/../data/keys.json"]) {
      expect((await send(frame, path)).status).toBe(404);
    }
  });

  test("lets WebAssembly run, forbids other code from strings, and needs no cross-origin isolation", async () => {
    const { headers } = await send(frame, "/taskpane.html");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("'wasm-unsafe-eval'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(headers.get("cross-origin-opener-policy")).toBeNull();
    expect(headers.get("cross-origin-embedder-policy")).toBeNull();
  });

  test("lets the page call Stripe and servers on the person's own machine, and nobody else", async () => {
    const hosts = sources(policyOf(await send(frame, "/taskpane.html")), "connect-src").map((source) => source.replace(/^https?:\/\//, "").replace(/:\*$/, ""));
    expect(hosts).toEqual(["'self'", "api.stripe.com", "appsforoffice.microsoft.com", "localhost", "127.0.0.1", "localhost"]);
  });

  test("lets the page reach Microsoft's sign-in only where Microsoft accounts are configured", async () => {
    const entra = await openFrame({
      env: { XLSTRIPE_ENTRA_CLIENT_ID: "22222222-3333-4444-5555-666666666666", XLSTRIPE_ENTRA_TENANTS: "11111111-2222-3333-4444-555555555555" },
    });
    const [without, withEntra] = [policyOf(await send(frame, "/taskpane.html")), policyOf(await send(entra, "/taskpane.html"))];
    expect(without).not.toContain("login.microsoftonline.com");
    expect(sources(withEntra, "connect-src")).toContain("https://login.microsoftonline.com");
    expect(sources(withEntra, "frame-src")).toEqual(["https://login.microsoftonline.com"]);
  });

  test("may be framed by Excel on the web and by nobody else", async () => {
    const policy = policyOf(await send(frame, "/taskpane.html"));
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com/);
    expect(policy).not.toMatch(/frame-ancestors[^;]* \*( |;|$)/);
  });

  test("tells browsers to use https only where it is served by https", async () => {
    const safe = await openFrame({ env: { XLSTRIPE_PUBLIC_URL: "https://stripe.example.com" } });
    expect((await send(frame, "/healthz")).headers.get("strict-transport-security")).toBeNull();
    expect((await send(safe, "/healthz")).headers.get("strict-transport-security")).toMatch(/max-age=\d+/);
  });

  test("names each request by an id that its log line carries too, and logs no query", async () => {
    const reply = await send(frame, "/healthz?code=ac_0123456789");
    const requestId = reply.headers.get("x-request-id");
    const line = frame.lines.find(({ facts }) => facts["requestId"] === requestId);
    expect(line).toMatchObject({ level: "info", event: "request", facts: { method: "GET", path: "/healthz", status: 200 } });
    expect(JSON.stringify(frame.lines)).not.toContain("ac_0123456789");
  });

  test("tells pages how to identify themselves and where Stripe comes back to", async () => {
    expect(await (await send(frame, "/config.json")).json()).toEqual({
      identity: { kind: "installation", open: true },
      oauth: [],
      callbackUrl: `${publicUrl}/oauth/callback`,
    });
  });

  test("gives the manifest for its public address", async () => {
    const safe = await openFrame({ env: { XLSTRIPE_PUBLIC_URL: "https://stripe.example.com" } });
    const manifest = await (await send(safe, "/manifest.xml")).text();
    expect(manifest).toContain('DefaultValue="https://stripe.example.com/taskpane.html"');
    expect(manifest).not.toContain("localhost");
  });

  test("explains at /install how to connect from Excel", async () => {
    const reply = await send(frame, "/install");
    expect(reply.headers.get("content-type")).toContain("text/html");
    expect(await reply.text()).toContain("Excel");
  });

  test("refuses a body over 64 KiB, announced or not, before reading what it says", async () => {
    const person = await enrolled(frame);
    const text = `{"a":"${"x".repeat(64 * 1024)}"}`;
    const headers = { ...(await person.headers()), "if-none-match": "*" };
    for (const length of [{ "content-length": String(text.length) }, {}]) {
      const reply = await send(frame, "/v1/settings/large", { method: "PUT", text, headers: { ...headers, ...length } });
      expect(reply.status).toBe(413);
      expect(await reply.json()).toMatchObject({ error: { code: "TOO_LARGE" } });
    }
  });

  test("refuses changes that a page of another site asks for", async () => {
    const person = await enrolled(frame);
    const put = async (origin: string) =>
      send(frame, "/v1/settings/origin", { method: "PUT", body: {}, headers: { ...(await person.headers()), "if-none-match": "*", origin } });
    expect((await put("https://evil.example")).status).toBe(403);
    expect((await put("null")).status).toBe(403);
    expect((await put(publicUrl)).status).toBe(201);
  });

  test("answers a failure with a sentence and logs its cause with the request's id", async () => {
    const broken = await openFrame();
    await broken.gateway.close();
    const person = await enrolled(frame);
    const reply = await send(broken, "/v1/settings/a", { headers: await person.headers() });
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ error: { code: "STORAGE_UNAVAILABLE" } });
    const requestId = reply.headers.get("x-request-id");
    expect(broken.lines).toContainEqual(expect.objectContaining({ level: "error", event: "failure", facts: expect.objectContaining({ requestId }) }));
  });
});

describe("the table of routes", () => {
  test("lists every route of the gateway with its access: only these are open to strangers", async () => {
    const { gateway } = await openFrame();
    const routes = gateway.routes.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => ({ method, path: path.replace(/:\w+(\{[^}]*\})?/g, "x").replace("*", "x") }));
    const open = routes.filter(({ method, path }) => accessOf(method, path) === "public").map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(open)].sort()).toEqual([
      "GET /config.json",
      "GET /healthz",
      "GET /install",
      "GET /manifest.xml",
      "GET /oauth/callback",
      "GET /oauth/go",
      "GET /readyz",
      "POST /v1/installations",
    ]);
    const closed = routes.filter(({ method, path }) => accessOf(method, path) === "identified");
    expect(closed.length).toBeGreaterThan(8);
    for (const { method, path } of closed) {
      const reply = await gateway.routes.request(`${publicUrl}${path}`, { method, ...(method === "GET" ? {} : { body: "{}" }) });
      expect({ method, path, status: reply.status }).toEqual({ method, path, status: 401 });
    }
  });

  test.each([
    ["POST", "/"],
    ["DELETE", "/taskpane.html"],
    ["GET", "/v1/anything"],
    ["GET", "/V1/settings/a"],
    ["GET", "/v1"],
    ["GET", "/oauth/other"],
    ["POST", "/oauth/callback"],
    ["GET", "/oauth/go/"],
    ["GET", "/v1/installations"],
    ["PATCH", "/v1/installations"],
  ])("%s %s, which no rule opens, is closed", (method, path) => {
    expect(accessOf(method, path)).toBe("identified");
  });
});
