import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { createTokenEndpoint } from "../../src/auth/create-token-endpoint";
import type { OAuthApp, OAuthVariant } from "../../src/auth/oauth-app";
import { stripeOAuthEndpoints } from "../../src/auth/oauth-endpoints";
import { RefreshFailure, type RefreshOutcome } from "../../src/auth/refresh-failure";
import { Secret } from "../../src/base/secret";
import { sendTo } from "../../src/platform/node/send-http";
import type { HttpReply, HttpRequest } from "../../src/platform/ports";
import { smallSandbox } from "../sandbox/ask";

const { signal } = new AbortController();
const appOf = (variant: OAuthVariant): OAuthApp => ({
  variant,
  mode: "test",
  clientId: variant === "apps" ? "ca_sandbox" : "ca_sandbox_connect",
  clientSecret: new Secret("sk_test_sandbox"),
  redirectUri: "http://localhost:1/callback",
  channel: null,
  endpoints: stripeOAuthEndpoints({ variant, apiRoot: "https://stripe.example" }),
});
const apps = appOf("apps");
const code = new Secret("ac_1");
const request = { refreshToken: new Secret("rt_1"), attemptId: "attempt-1" };
const good = { access_token: "at", refresh_token: "rt", token_type: "bearer", livemode: false, stripe_user_id: "acct_1", scope: "stripe_apps" };

/** An endpoint that answers one thing and notes what it was asked. */
function endpointWith(reply: Partial<HttpReply> & { readonly body?: unknown }) {
  const asked: HttpRequest[] = [];
  const endpoint = createTokenEndpoint({
    send: (sent) => {
      asked.push(sent);
      return Promise.resolve({ status: 200, headers: { "content-type": "application/json" }, text: JSON.stringify(reply.body ?? good), ...reply });
    },
  });
  return { endpoint, asked };
}

async function outcomeOf(reply: Parameters<typeof endpointWith>[0]): Promise<RefreshOutcome> {
  const failure: unknown = await endpointWith(reply).endpoint.refresh(apps, request, signal).catch((thrown: unknown) => thrown);
  if (failure instanceof RefreshFailure) return failure.outcome;
  throw new Error("the refresh did not fail as it should");
}

describe("A request to the token endpoint", () => {
  test("has exactly the documented fields, and the secret key as Basic user without a password", async () => {
    const { endpoint, asked } = endpointWith({});
    await endpoint.exchangeCode(apps, code, signal);
    await endpoint.refresh(apps, request, signal);
    expect(asked.map(({ method, url, body }) => [method, url, Object.fromEntries(new URLSearchParams(body))])).toEqual([
      ["POST", "https://stripe.example/v1/oauth/token", { grant_type: "authorization_code", code: "ac_1" }],
      ["POST", "https://stripe.example/v1/oauth/token", { grant_type: "refresh_token", refresh_token: "rt_1" }],
    ]);
    expect(asked.map(({ headers }) => headers["authorization"])).toEqual(Array(2).fill(`Basic ${btoa("sk_test_sandbox:")}`));
    expect(asked.map(({ headers }) => headers["idempotency-key"])).toEqual([undefined, "attempt-1"]);
  });

  test("of Connect goes to its own host and path", async () => {
    const { endpoint, asked } = endpointWith({});
    await endpoint.exchangeCode(appOf("connect"), code, signal);
    expect(asked[0]?.url).toBe("https://stripe.example/oauth/token");
  });

  test("is never repeated by itself", async () => {
    const { endpoint, asked } = endpointWith({ status: 500, text: "" });
    await expect(endpoint.refresh(apps, request, signal)).rejects.toBeInstanceOf(RefreshFailure);
    await expect(endpoint.exchangeCode(apps, code, signal)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
    expect(asked).toHaveLength(2);
  });
});

describe("Tokens", () => {
  test("of Stripe Apps are taken to live an hour, of Connect for ever", async () => {
    expect(await endpointWith({}).endpoint.exchangeCode(apps, code, signal)).toMatchObject({ expiresIn: 3600, mode: "test", account: "acct_1" });
    expect(await endpointWith({}).endpoint.exchangeCode(appOf("connect"), code, signal)).toMatchObject({ expiresIn: null });
    expect(await endpointWith({ body: { ...good, expires_in: 60 } }).endpoint.exchangeCode(apps, code, signal)).toMatchObject({ expiresIn: 60 });
  });

  test("may name the account account_id", async () => {
    const { stripe_user_id: account_id, ...rest } = good;
    expect(await endpointWith({ body: { ...rest, account_id } }).endpoint.refresh(apps, request, signal)).toMatchObject({ account: "acct_1" });
  });

  test("of the other mode are refused at the end of a sign-in, and told as they are by a refresh", async () => {
    const { endpoint } = endpointWith({ body: { ...good, livemode: true } });
    await expect(endpoint.exchangeCode(apps, code, signal)).rejects.toMatchObject({ code: "SIGN_IN_FAILED" });
    expect(await endpoint.refresh(apps, request, signal)).toMatchObject({ mode: "live" });
  });

  test.each([
    ["no account", { ...good, stripe_user_id: undefined }],
    ["a name that is no account", { ...good, stripe_user_id: "acct_../x" }],
    ["no mode", { ...good, livemode: "false" }],
    ["no access token", { ...good, access_token: undefined }],
    ["no object", []],
  ])("with %s are no tokens: the sign-in fails, and a refresh may have used up its token", async (_what, body) => {
    await expect(endpointWith({ body }).endpoint.exchangeCode(apps, code, signal)).rejects.toMatchObject({ code: "SIGN_IN_FAILED" });
    expect(await outcomeOf({ body })).toEqual({ kind: "unknown_outcome" });
  });
});

describe("A refresh that fails", () => {
  test.each<[string, Parameters<typeof endpointWith>[0], RefreshOutcome]>([
    ["a used refresh token", { status: 400, body: { error: "invalid_grant" } }, { kind: "invalid_grant" }],
    ["a wrong secret key", { status: 401, headers: { "content-type": "application/json", "www-authenticate": 'Basic realm="Stripe"' }, body: { error: "invalid_client" } }, { kind: "refused" }],
    ["a key without permission, in the API's own form", { status: 403, body: { error: { type: "invalid_request_error" } } }, { kind: "refused" }],
    ["too many requests", { status: 429, headers: { "retry-after": "3" }, text: "" }, { kind: "try_later", afterMs: 3000, sameAttempt: true }],
    ["a twin that runs", { status: 409, text: "" }, { kind: "try_later", afterMs: null, sameAttempt: true }],
    ["a failure of Stripe's", { status: 500, text: "<html>" }, { kind: "try_later", afterMs: null, sameAttempt: false }],
    ["a page of somebody in between", { status: 200, text: "<html>" }, { kind: "unknown_outcome" }],
  ])("by %s says what is known of the refresh token", async (_what, reply, outcome) => {
    expect(await outcomeOf(reply)).toEqual(outcome);
  });

  test("because no answer came leaves the outcome unknown", async () => {
    const endpoint = createTokenEndpoint({ send: () => Promise.reject(new TypeError("fetch failed")) });
    await expect(endpoint.refresh(apps, request, signal)).rejects.toMatchObject({ outcome: { kind: "unknown_outcome" } });
    await expect(endpoint.exchangeCode(apps, code, signal)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
  });

  test("never shows a secret, whatever is answered", async () => {
    const secrets = /sk_test_sandbox|rt_1|ac_1/;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(200, 204, 302, 400, 401, 404, 500), fc.jsonValue(), async (status, body) => {
        const { endpoint } = endpointWith({ status, text: status === 204 ? "" : JSON.stringify(body) });
        for (const work of [endpoint.refresh(apps, request, signal), endpoint.exchangeCode(apps, code, signal)]) {
          const thrown: unknown = await work.then(() => null, (failure: unknown) => failure);
          if (thrown instanceof Error) expect(`${thrown.message} ${JSON.stringify(thrown)}`).not.toMatch(secrets);
        }
      }),
    );
  });
});

describe("Against the sandbox", () => {
  test.each(["apps", "connect"] as const)("a code of %s gives tokens once, a refresh gives the next pair, and the old refresh token is spent", async (variant) => {
    const sandbox = smallSandbox({ scale: 0.001 });
    const app = appOf(variant);
    const endpoint = createTokenEndpoint({ send: sendTo((sent) => sandbox.handle(sent)) });
    const issued = new Secret(sandbox.oauth.issueCode({ clientId: app.clientId }));
    const first = await endpoint.exchangeCode(app, issued, signal);
    const next = await endpoint.refresh(app, { refreshToken: first.refreshToken!, attemptId: "a" }, signal);
    expect(next.account).toBe(first.account);
    await expect(endpoint.exchangeCode(app, issued, signal)).rejects.toMatchObject({ code: "SIGN_IN_FAILED", detail: { reason: "invalid_grant" } });
    if (variant === "connect") return;
    const again = endpoint.refresh(app, { refreshToken: first.refreshToken!, attemptId: "b" }, signal);
    await expect(again).rejects.toMatchObject({ code: "REAUTH_REQUIRED", outcome: { kind: "invalid_grant" } });
  });

  test("the access of a Connect app ends by deauthorizing, and ending it twice is no error", async () => {
    const sandbox = smallSandbox({ scale: 0.001 });
    const app = appOf("connect");
    const endpoint = createTokenEndpoint({ send: sendTo((sent) => sandbox.handle(sent)) });
    const { account } = await endpoint.exchangeCode(app, new Secret(sandbox.oauth.issueCode({ clientId: app.clientId })), signal);
    await endpoint.deauthorize(app, account, signal);
    await endpoint.deauthorize(app, account, signal);
    expect(sandbox.oauth.uninstall(app.clientId, account)).toBe(false);
  });

  test("a refusal to deauthorize says where else the access can be ended", async () => {
    const { endpoint } = endpointWith({ status: 401, body: { error: "invalid_client", error_description: "Invalid API Key provided" } });
    await expect(endpoint.deauthorize(appOf("connect"), "acct_1", signal)).rejects.toMatchObject({
      code: "STRIPE_UNAVAILABLE",
      hint: expect.stringContaining("Dashboard") as unknown,
    });
  });
});
