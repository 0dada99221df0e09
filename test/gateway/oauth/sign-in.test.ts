import { beforeEach, describe, expect, test } from "@jest/globals";

import { openTestGateway, publicUrl, stripeRoot, type TestGateway } from "./open-test-gateway";
import { arrive, begin, complete, consent, refusal, signIn, signInUpToPage } from "./sign-in-steps";

const minute = 60_000;

describe("signing in through the gateway", () => {
  let gateway: TestGateway;

  beforeEach(() => {
    gateway = openTestGateway();
  });

  test("opens the dialog on the gateway's own origin and goes on to Stripe with the state", async () => {
    const { state, dialogUrl, browserUrl, expiresAt } = await begin(gateway, "ann");
    expect(dialogUrl).toBe(`${publicUrl}/dialog-start.html?state=${state}`);
    expect(expiresAt).toBe(gateway.clock.now() + 10 * minute);
    const go = await gateway.visit(browserUrl.slice(publicUrl.length));
    const address = new URL(go.headers.get("location") ?? "");
    expect(`${address.origin}${address.pathname}`).toBe(`${stripeRoot}/oauth/v2/authorize`);
    expect(Object.fromEntries(address.searchParams)).toEqual({ client_id: "ca_sandbox", redirect_uri: `${publicUrl}/oauth/callback`, state });
    expect(go.headers.get("referrer-policy")).toBe("no-referrer");
  });

  test("opens the workbench's own pages where it serves the workbench", async () => {
    const workbench = openTestGateway({ dialogPages: "workbench" });
    const { dialogUrl } = await begin(workbench, "ann");
    expect(dialogUrl).toContain("/dialog-start-workbench.html?");
    const { page } = await signInUpToPage(workbench, "ann");
    expect(page.text).toContain(`<script defer src="/officejs/office.js">`);
  });

  test("ends in a grant of the account and mode that were allowed, by the handle that the page hands over", async () => {
    const grant = await signIn(gateway, "ann");
    expect(grant).toMatchObject({ state: "ACTIVE", generation: 1, variant: "apps", mode: "test", account: gateway.sandbox.accounts().platform });
    expect(await (await gateway.ask("ann", "/v1/grants")).json()).toEqual([grant]);
  });

  test("ends the same way by the code that a person reads and types, in small letters and with blanks", async () => {
    const { state, verifier, typedCode } = await signInUpToPage(gateway, "ann");
    expect(typedCode).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    const typed = ` ${typedCode.toLowerCase().replace("-", " ")} `;
    expect((await complete(gateway, "ann", { state, verifier, typedCode: typed })).status).toBe(200);
  });

  test("signs in by Connect with the scope that was asked for", async () => {
    const begun = await begin(gateway, "ann", { variant: "connect", scope: "read_write" });
    const go = await gateway.visit(begun.browserUrl.slice(publicUrl.length));
    expect(new URL(go.headers.get("location") ?? "").searchParams.get("scope")).toBe("read_write");
    expect(await signIn(gateway, "ann", { variant: "connect" })).toMatchObject({ variant: "connect", accessExpiresAt: null });
  });

  test("takes the place of the older grant when the same person signs in to the same account again", async () => {
    const first = await signIn(gateway, "ann");
    const second = await signIn(gateway, "ann");
    expect(second.id).toBe(first.id);
    expect(second.generation).toBeGreaterThan(first.generation);
    expect(await (await gateway.ask("ann", "/v1/grants")).json()).toHaveLength(1);
  });

  test("never shows Stripe's code to pane or page, and keeps no token where a summary is given", async () => {
    const begun = await begin(gateway, "ann");
    const callbackUrl = await consent(gateway, begun);
    const code = new URL(callbackUrl).searchParams.get("code") ?? "";
    const { text, reply } = await arrive(gateway, callbackUrl);
    expect(code).toMatch(/^ac_/);
    expect(text).not.toContain(code);
    const handle = reply !== null && "handle" in reply ? reply.handle : "";
    const answer = await (await complete(gateway, "ann", { ...begun, handle })).text();
    const { signal } = new AbortController();
    const [key] = await gateway.records.list({ collection: "grants" }, signal);
    const kept = JSON.parse((await gateway.records.load(key!, signal))!.text) as Record<string, string>;
    for (const secret of [code, kept["accessToken"] ?? "", kept["refreshToken"] ?? ""]) {
      expect(secret.length).toBeGreaterThan(8);
      expect(answer).not.toContain(secret);
    }
  });

  test("tells the pane when the person denied, and exchanges nothing", async () => {
    const begun = await begin(gateway, "ann");
    const page = await arrive(gateway, await consent(gateway, begun, "deny"));
    expect(page.reply).toEqual({ kind: "stripe-oauth", state: begun.state, error: "access_denied" });
    expect(page.text).toContain("Stripe was told not to allow the access");
    expect(await refusal(await complete(gateway, "ann", { ...begun, handle: "x" }))).toMatchObject({ code: "SIGN_IN_FAILED" });
    expect(gateway.sandbox.oauth.tokenRequests()).toEqual([]);
  });

  test("tells the pane when Stripe failed for another reason", async () => {
    const { state } = await begin(gateway, "ann");
    const page = await arrive(gateway, `${publicUrl}/oauth/callback?error=invalid_scope&state=${state}`);
    expect(page.reply).toEqual({ kind: "stripe-oauth", state, error: "failed" });
  });

  test("refuses to complete before Stripe has answered", async () => {
    const begun = await begin(gateway, "ann");
    const early = await refusal(await complete(gateway, "ann", { ...begun, handle: "x" }));
    expect(early).toMatchObject({ code: "SIGN_IN_FAILED", message: "Stripe has not answered this sign-in yet." });
  });

  test("gives a sign-in ten minutes until Stripe answers", async () => {
    const begun = await begin(gateway, "ann");
    const callbackUrl = await consent(gateway, begun);
    await gateway.clock.advance(10 * minute);
    expect((await arrive(gateway, callbackUrl)).status).toBe(400);
    expect((await gateway.visit(begun.browserUrl.slice(publicUrl.length))).status).toBe(400);
  });

  test("gives the pane four minutes to take what Stripe answered", async () => {
    const { state, verifier, handle } = await signInUpToPage(gateway, "ann");
    await gateway.clock.advance(4 * minute);
    expect(await refusal(await complete(gateway, "ann", { state, verifier, handle }))).toMatchObject({ message: "This sign-in has expired." });
    expect(gateway.sandbox.oauth.tokenRequests()).toEqual([]);
  });

  test("takes expired sign-ins away when the next one begins", async () => {
    await begin(gateway, "ann");
    await gateway.clock.advance(10 * minute);
    await begin(gateway, "bob");
    expect(await gateway.records.list({ collection: "sign-in" }, new AbortController().signal)).toHaveLength(1);
  });

  test("says to begin again, and does not ask twice, when Stripe's answer to the exchange is lost", async () => {
    const { state, verifier, handle } = await signInUpToPage(gateway, "ann");
    gateway.sandbox.oauth.cutTokenRequests("after", 1);
    expect(await refusal(await complete(gateway, "ann", { state, verifier, handle }))).toMatchObject({ status: 503, code: "STRIPE_UNAVAILABLE" });
    expect((await complete(gateway, "ann", { state, verifier, handle })).status).toBe(403);
    expect(gateway.sandbox.oauth.tokenRequests()).toHaveLength(1);
  });

  test("keeps nothing when Stripe answers for the other mode", async () => {
    const { state, verifier, handle } = await signInUpToPage(gateway, "ann");
    gateway.answerInstead(() =>
      Promise.resolve({
        status: 200,
        headers: { "content-type": "application/json" },
        text: JSON.stringify({ access_token: "a", refresh_token: "r", token_type: "bearer", livemode: true, stripe_user_id: "acct_1" }),
      }),
    );
    expect(await refusal(await complete(gateway, "ann", { state, verifier, handle }))).toMatchObject({ code: "SIGN_IN_FAILED" });
    expect(await (await gateway.ask("ann", "/v1/grants")).json()).toEqual([]);
  });

  test("names what is missing in a request, never what it holds", async () => {
    const json = { variant: "apps", mode: "test", clientId: null, challenge: "sk_live_secret", surprise: 1 };
    const { status, message } = await refusal(await gateway.ask("ann", "/oauth/start", { method: "POST", json }));
    expect(status).toBe(400);
    expect(message).toContain("challenge");
    expect(message).toContain("surprise");
    expect(message).not.toContain("sk_live");
  });

  test("says so when the deployment has no app of that kind and mode", async () => {
    const json = { variant: "apps", mode: "live", clientId: null, challenge: "c".repeat(43) };
    expect(await refusal(await gateway.ask("ann", "/oauth/start", { method: "POST", json }))).toMatchObject({
      status: 400,
      message: "This gateway has no Stripe App for live mode.",
    });
  });
});
