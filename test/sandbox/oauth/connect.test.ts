import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import Stripe from "stripe";
import type { Sandbox } from "../../../src/sandbox/sandbox";
import { serveHandler, type ServedHandler } from "../../fakes/serve-handler";
import { ask } from "../ask";
import { askToken, exchange, oauthSandbox, refresh, visit } from "./oauth-client";

const path = "/oauth/token";

const issue = (sandbox: Sandbox, scope?: string): string =>
  sandbox.oauth.issueCode({ clientId: "ca_sandbox_connect", ...(scope === undefined ? {} : { scope }) });

describe("the official SDK on the sandbox's Connect OAuth", () => {
  const { sandbox } = oauthSandbox();
  let served: ServedHandler;
  let stripe: Stripe;

  const client = (key: string): Stripe =>
    new Stripe(key, { host: "127.0.0.1", port: served.port, protocol: "http", maxNetworkRetries: 0, telemetry: false });
  beforeAll(async () => {
    served = await serveHandler((request) => sandbox.handle(request));
    stripe = client("sk_test_sandbox");
  });
  afterAll(() => served.close());

  test("signs in from its authorizeUrl to its deauthorize", async () => {
    const redirect_uri = "https://localhost:3000/oauth/callback";
    const url = new URL(stripe.oauth.authorizeUrl({ client_id: "ca_sandbox_connect", redirect_uri, state: "s-1" }));
    const { connected } = sandbox.accounts();
    const form = { ...Object.fromEntries(url.searchParams), account: connected, decision: "allow" };
    const { location } = await visit(sandbox, url.pathname + url.search, form);
    const code = location?.searchParams.get("code") ?? "";

    const tokens = await stripe.oauth.token({ grant_type: "authorization_code", code });
    expect(tokens).toMatchObject({ stripe_user_id: connected, scope: "read_write", livemode: false, token_type: "bearer" });
    const connection = client(tokens.access_token ?? "");
    expect((await connection.accounts.retrieveCurrent()).id).toBe(connected);

    expect(await stripe.oauth.deauthorize({ client_id: "ca_sandbox_connect", stripe_user_id: connected })).toMatchObject({ stripe_user_id: connected });
    await expect(connection.balance.retrieve()).rejects.toMatchObject({ type: "StripeAuthenticationError", code: "api_key_expired" });
    await expect(stripe.oauth.deauthorize({ client_id: "ca_sandbox_connect", stripe_user_id: connected })).rejects.toMatchObject({
      type: "StripeInvalidClientError",
    });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ["an unknown code", () => stripe.oauth.token({ grant_type: "authorization_code", code: "ac_none" }), "StripeInvalidGrantError"],
    ["a missing code", () => stripe.oauth.token({ grant_type: "authorization_code" }), "StripeOAuthInvalidRequestError"],
    ["a wider scope", async () => stripe.oauth.token({ grant_type: "refresh_token", refresh_token: await readOnly(), scope: "read_write" }), "StripeInvalidScopeError"],
  ])("is told of %s by the class of its error", async (_what, call, type) => {
    await expect(call()).rejects.toMatchObject({ type });
  });

  const readOnly = async (): Promise<string> => (await stripe.oauth.token({ grant_type: "authorization_code", code: issue(sandbox, "read_only") })).refresh_token ?? "";
});

describe("the token endpoint of Connect", () => {
  test.each([
    ["the field client_secret", { client_secret: "sk_test_sandbox" }, ""],
    ["Basic authentication", {}, "sk_test_sandbox"],
  ])("takes the secret key as %s", async (_what, field, secret) => {
    const { sandbox } = oauthSandbox();
    const reply = await askToken(sandbox, { grant_type: "authorization_code", code: issue(sandbox), ...field }, { path, secret });
    expect(reply.status).toBe(200);
  });

  test("gives access tokens that do not expire", async () => {
    const { sandbox, clock } = oauthSandbox();
    const { body } = await exchange(sandbox, issue(sandbox), { path });
    clock.advanceSeconds(10 * 365 * 86_400);
    expect((await ask(sandbox, "/v1/balance", { key: body.access_token })).status).toBe(200);
  });

  test("ends the connection when a code is used twice", async () => {
    const { sandbox } = oauthSandbox();
    const code = issue(sandbox);
    const { body } = await exchange(sandbox, code, { path });
    const again = await exchange(sandbox, code, { path });
    expect(again).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(again.body.error_description).toContain("All tokens issued with this code have been revoked");
    expect((await ask(sandbox, "/v1/balance", { key: body.access_token })).status).toBe(401);
    expect(await refresh(sandbox, body.refresh_token, { path })).toMatchObject({ body: { error: "invalid_grant" } });
  });

  test("revokes the access token at a refresh, but leaves the refresh token as it is", async () => {
    const { sandbox } = oauthSandbox();
    const { body: first } = await exchange(sandbox, issue(sandbox), { path });
    const { body: second } = await refresh(sandbox, first.refresh_token, { path });
    expect(second.refresh_token).toBe(first.refresh_token);
    expect((await ask(sandbox, "/v1/balance", { key: first.access_token })).status).toBe(401);
    expect((await ask(sandbox, "/v1/balance", { key: second.access_token })).status).toBe(200);
  });

  test("gives tokens of read_only that read everything and change nothing, also by a refresh that asks for less", async () => {
    const { sandbox } = oauthSandbox();
    const { body: wide } = await exchange(sandbox, issue(sandbox), { path });
    expect((await ask(sandbox, "/v1/customers", { key: wide.access_token, method: "POST" })).status).toBe(200);
    const narrow = await askToken(sandbox, { grant_type: "refresh_token", refresh_token: wide.refresh_token, scope: "read_only" }, { path });
    expect(narrow.body.scope).toBe("read_only");
    expect((await ask(sandbox, "/v1/customers", { key: narrow.body.access_token })).status).toBe(200);
    expect((await ask(sandbox, "/v1/customers", { key: narrow.body.access_token, method: "POST" })).status).toBe(403);
  });

  test("refuses codes of Stripe Apps, whose endpoint refuses its own", async () => {
    const app = { variant: "connect", clientId: "ca_other", clientSecret: "sk_test_other", name: "Other", redirectUris: [] } as const;
    const { sandbox } = oauthSandbox({ apps: [app] });
    expect(await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_sandbox" }), { path, secret: "sk_test_other" })).toMatchObject({ status: 400 });
    expect(await exchange(sandbox, sandbox.oauth.issueCode({ clientId: "ca_other" }), { secret: "sk_test_other" })).toMatchObject({ status: 401 });
    expect(await exchange(sandbox, issue(sandbox))).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });
});

describe("deauthorize", () => {
  const deauthorize = (sandbox: Sandbox, fields: Record<string, string>, secret = "sk_test_sandbox") => askToken(sandbox, fields, { path: "/oauth/deauthorize", secret });

  test.each([
    { what: "a wrong key", secret: "sk_test_wrong", change: {}, refused: { status: 401, body: { error: "invalid_client" } } },
    { what: "another client id", change: { client_id: "ca_other" }, refused: { status: 401, body: { error: "invalid_client" } } },
    { what: "no account", change: { stripe_user_id: "" }, refused: { status: 400, body: { error: "invalid_request" } } },
    { what: "an account that never connected", change: {}, refused: { status: 401, body: { error: "invalid_client" } } },
  ])("refuses $what", async ({ secret, change, refused }) => {
    const { sandbox } = oauthSandbox();
    const fields = { client_id: "ca_sandbox_connect", stripe_user_id: sandbox.accounts().platform, ...change };
    expect(await deauthorize(sandbox, fields, secret)).toMatchObject(refused);
  });

  test("ends all connections of the account to the app, and lets it connect anew", async () => {
    const { sandbox } = oauthSandbox();
    const tokens = [await exchange(sandbox, issue(sandbox), { path }), await exchange(sandbox, issue(sandbox), { path })];
    const account = sandbox.accounts().platform;
    expect((await deauthorize(sandbox, { client_id: "ca_sandbox_connect", stripe_user_id: account })).body).toEqual({ stripe_user_id: account });
    for (const { body } of tokens) expect((await ask(sandbox, "/v1/balance", { key: body.access_token })).status).toBe(401);
    const { body } = await exchange(sandbox, issue(sandbox), { path });
    expect((await ask(sandbox, "/v1/balance", { key: body.access_token })).status).toBe(200);
  });
});
