import { describe, expect, test } from "@jest/globals";

import { ask, smallSandbox } from "./ask";

const sandbox = smallSandbox();

describe("keys", () => {
  test("without a key the request is refused with 401", async () => {
    const { status, body } = await ask(sandbox, "/v1/charges", { key: "" });
    expect(status).toBe(401);
    expect(body.error.message).toMatch(/^You did not provide an API key\./);
  });

  test("an unknown key is refused with 401 and shown masked", async () => {
    const { status, body } = await ask(sandbox, "/v1/charges", { key: "sk_test_51HabcdefghWXYZ" });
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ type: "invalid_request_error", message: "Invalid API Key provided: sk_test_***********WXYZ" });
  });

  test.each([
    ["Basic with the key as user", `Basic ${btoa("sk_test_sandbox:")}`, 200],
    ["Basic that is no base64", "Basic ???", 401],
    ["a scheme of its own", "Token sk_test_sandbox", 401],
    ["a name of Object's prototype as key", "Bearer constructor", 401],
  ])("%s answers %s with %i", async (_what, authorization, wanted) => {
    const { status } = await ask(sandbox, "/v1/charges", { key: "", headers: { authorization } });
    expect(status).toBe(wanted);
  });

  test("a sandbox can be given other keys", async () => {
    const other = smallSandbox({ keys: { rk_test_mine: { permissions: ["payout_read"] } } });
    expect((await ask(other, "/v1/payouts", { key: "rk_test_mine" })).status).toBe(200);
    expect((await ask(other, "/v1/payouts")).status).toBe(401);
  });
});

describe("a key that is revoked", () => {
  test("is refused from then on, as one that expired", async () => {
    const own = smallSandbox();
    expect((await ask(own, "/v1/charges")).status).toBe(200);
    own.revokeKey("sk_test_sandbox");
    const { status, body } = await ask(own, "/v1/charges");
    expect([status, body.error.code]).toEqual([401, "api_key_expired"]);
    expect((await ask(own, "/v1/charges", { key: "rk_test_sandbox" })).status).toBe(200);
  });

  test("can be revoked over HTTP", async () => {
    const own = smallSandbox();
    await ask(own, "/_sandbox/revoked_keys", { key: "", method: "POST", body: '{"key":"rk_test_sandbox"}' });
    expect((await ask(own, "/v1/charges", { key: "rk_test_sandbox" })).status).toBe(401);
  });
});

describe("a product that the account does not have", () => {
  const without = smallSandbox({ notEnabled: ["issuing", "identity", "treasury", "accounts_v2"] });

  test.each([
    ["/v1/issuing/cards", "Your account is not set up to use Issuing."],
    ["/v1/identity/verification_sessions", "Your account is not set up to use Identity."],
    ["/v1/treasury/financial_accounts", "Have you onboarded to Treasury?"],
    ["/v2/core/accounts", "Accounts v2 is not enabled for your account."],
  ])("refuses %s with 400 and says so", async (path, message) => {
    const { status, body } = await ask(without, path, { headers: { "stripe-version": "2026-10-28.endive" } });
    expect([status, body.error.type]).toEqual([400, "invalid_request_error"]);
    expect(body.error.message).toContain(message);
  });

  test("leaves the others alone, and none is missing unless said so", async () => {
    expect((await ask(without, "/v1/charges")).status).toBe(200);
    expect((await ask(sandbox, "/v1/issuing/cards")).status).toBe(200);
  });
});

describe("restricted keys", () => {
  const key = "rk_test_charges";

  test.each(["/v1/charges", "/v1/refunds", "/v1/customers"])("may read what they were given: %s", async (path) => {
    expect((await ask(sandbox, path, { key })).status).toBe(200);
  });

  test.each([
    ["/v1/payouts", "payout_read"],
    ["/v1/account", "accounts_kyc_basic_read"],
    ["/v1/invoices", "invoice_read"],
    ["/v1/issuing/cards", "issuing_card_read"],
  ])("are refused %s with 403 and the name of the permission %s", async (path, permission) => {
    const { status, body } = await ask(sandbox, path, { key });
    expect(status).toBe(403);
    expect(body.error.type).toBe("invalid_request_error");
    expect(body.error.message).toBe(
      `The provided key 'rk_test_***rges' does not have the required permissions for this endpoint on account '${sandbox.accounts().platform}'. ` +
        `Having the 'rak_${permission}' permission would allow this request to continue.`,
    );
  });

  test("need the permission of everything they expand", async () => {
    expect((await ask(sandbox, "/v1/charges?expand[]=data.customer", { key })).status).toBe(200);
    const { status, body } = await ask(sandbox, "/v1/charges?expand[]=data.payment_intent", { key });
    expect([status, /rak_payment_intent_read/.test(body.error.message)]).toEqual([403, true]);
  });

  test("that read everything write nothing", async () => {
    const { status, body } = await ask(sandbox, "/v1/customers", { key: "rk_test_sandbox", method: "POST" });
    expect([status, /rak_customer_write/.test(body.error.message)]).toEqual([403, true]);
  });
});

describe("the connected account", () => {
  const { platform, connected } = sandbox.accounts();

  test("is listed by the platform", async () => {
    const { body } = await ask(sandbox, "/v1/accounts");
    expect(body.data.map((account) => account.id)).toEqual([connected]);
  });

  test("has data of its own, reached by Stripe-Account", async () => {
    const { body } = await ask(sandbox, "/v1/charges?limit=100", { headers: { "stripe-account": connected } });
    expect(body.data.map((charge) => charge.id)).toEqual(sandbox.all("charge", connected).slice(0, 100).map((charge) => charge.id));
    const own = new Set(sandbox.all("charge").map((charge) => charge.id));
    expect(body.data.filter((charge) => own.has(charge.id))).toEqual([]);
  });

  test.each([
    ["the platform", {}, platform],
    ["the connected account", { "stripe-account": connected }, connected],
  ])("/v1/account is %s", async (_who, headers, id) => {
    expect((await ask(sandbox, "/v1/account", { headers })).body.id).toBe(id);
  });

  test("an account that is not connected is refused with 403", async () => {
    const { status, body } = await ask(sandbox, "/v1/charges", { headers: { "stripe-account": "acct_other" } });
    expect([status, body.error.code]).toEqual([403, "account_invalid"]);
    expect(body.error.message).toContain("does not have access to account 'acct_other'");
  });
});

describe("headers", () => {
  const answers = [
    ["an answer", "/v1/charges", {}],
    ["a refusal", "/v1/foo", {}],
    ["a request without key", "/v1/charges", { key: "" }],
  ] as const;

  test.each(answers)("%s carries a request id, the version and what a page needs to read it", async (_what, path, options) => {
    const { headers } = await ask(sandbox, path, options);
    expect(headers.get("request-id")).toMatch(/^req_\w{14}$/);
    expect(headers.get("stripe-version")).toBe("2026-10-28.endive");
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-expose-headers")).toBe(
      "Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, X-Stripe-Privileged-Session-Required",
    );
    expect(headers.get("vary")).toBe("Origin");
  });

  test("every request has an id of its own", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await ask(sandbox, "/v1/balance")).headers.get("request-id")));
    expect(new Set(ids).size).toBe(20);
  });

  test("the preflight of a browser lets any origin and any header through", async () => {
    const { status, headers } = await ask(sandbox, "/v1/charges?limit=3", {
      key: "",
      method: "OPTIONS",
      headers: {
        origin: "https://localhost:3000",
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization,stripe-version",
      },
    });
    expect(status).toBe(200);
    expect(headers.get("access-control-allow-origin")).toBe("https://localhost:3000");
    expect(headers.get("access-control-allow-headers")).toBe("authorization,stripe-version");
    expect(headers.get("access-control-allow-methods")).toBe("GET, HEAD, PUT, PATCH, POST, DELETE");
    expect(headers.get("access-control-max-age")).toBe("300");
  });
});
