import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import type { DialogReply, StartReply } from "../../../src/auth/gateway-api";
import type { GrantSummary } from "../../../src/auth/grant";
import { challengeOf } from "../../../src/auth/pkce";
import { createSandbox } from "../../../src/sandbox/sandbox";
import { type ServedHandler, serveHandler } from "../../fakes/serve-handler";
import { enrolled, openFrame, publicUrl, send, type TestFrame } from "../frame";

const verifier = "v".repeat(43);

describe("the whole gateway on a SQLite file, in front of a sandbox on the network", () => {
  const sandbox = createSandbox({ now: Date.UTC(2026, 0, 1), scale: 0.02 });
  let stripe: ServedHandler;
  let frame: TestFrame;
  let headers: Record<string, string>;

  beforeAll(async () => {
    stripe = await serveHandler((request) => sandbox.handle(request));
    frame = await openFrame({
      env: {
        XLSTRIPE_TEST_API_ROOT: stripe.origin,
        XLSTRIPE_APPS_TEST_CLIENT_ID: "ca_sandbox",
        XLSTRIPE_APPS_TEST_SECRET_KEY: "sk_test_sandbox",
      },
    });
    headers = await (await enrolled(frame)).headers();
  });
  afterAll(() => stripe.close());

  async function start(): Promise<StartReply> {
    const body = { variant: "apps", mode: "test", clientId: null, challenge: await challengeOf(verifier) };
    const reply = await send(frame, "/oauth/start", { method: "POST", body, headers });
    expect(reply.status).toBe(200);
    return (await reply.json()) as StartReply;
  }

  /** The browser's way: to Stripe, Allow, and back. */
  async function browse({ browserUrl }: StartReply): Promise<Response> {
    const consentUrl = (await send(frame, browserUrl)).headers.get("location") ?? "";
    const form = new URLSearchParams(new URL(consentUrl).searchParams);
    form.set("account", sandbox.accounts().platform);
    form.set("decision", "allow");
    const back = await fetch(consentUrl, { method: "POST", body: form, redirect: "manual" });
    return send(frame, back.headers.get("location") ?? "");
  }

  test("signs in, shows the page under its own policy, and reads Stripe with the grant", async () => {
    const started = await start();
    const page = await browse(started);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect(page.headers.get("cross-origin-opener-policy")).toBeNull();
    expect(page.headers.get("cache-control")).toBe("no-store");
    const [, data = ""] = /data-reply="([^"]*)"/.exec(await page.text()) ?? [];
    const reply = JSON.parse(data.replaceAll("&#34;", '"')) as Extract<DialogReply, { handle: string }>;
    const body = { state: started.state, verifier, handle: reply.handle };
    const grant = (await (await send(frame, "/oauth/complete", { method: "POST", body, headers })).json()) as GrantSummary;
    expect(grant).toMatchObject({ state: "ACTIVE", account: sandbox.accounts().platform });
    const read = await send(frame, `/v1/stripe/${grant.id}/v1/charges?limit=2`, { headers });
    const { data: rows } = (await read.json()) as { readonly data: readonly { readonly id: string }[] };
    expect(rows.map(({ id }) => id)).toEqual(sandbox.all("charge").slice(0, 2).map(({ id }) => id));
  });

  test.each(["/oauth/start", "/oauth/complete", "/v1/grants", "/v1/apps", "/v1/stripe/any/v1/charges"])(
    "asks who one is before %s",
    async (path) => {
      const method = path.startsWith("/oauth/") ? "POST" : "GET";
      expect((await send(frame, path, { method, ...(method === "POST" ? { body: {} } : {}) })).status).toBe(401);
    },
  );

  test("writes no code, state, token or handle into its log", async () => {
    const started = await start();
    const page = await (await browse(started)).text();
    const [, handle = "none"] = /handle&#34;:&#34;([^&]+)&/.exec(page) ?? [];
    await send(frame, "/oauth/complete", { method: "POST", body: { state: started.state, verifier, handle }, headers });
    const log = JSON.stringify(frame.lines);
    expect(log).toContain("signed in");
    for (const secret of [started.state, handle, "sk_test_", "ac_", "Bearer"]) expect(log).not.toContain(secret);
  });

  test("explains at the install address how to connect from Excel", async () => {
    const page = await send(frame, `${publicUrl}/install`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Connect Stripe from Excel");
  });
});
