import { beforeEach, describe, expect, test } from "@jest/globals";

import { Secret } from "../../../src/base/secret";
import type { HttpReply } from "../../../src/platform/ports";
import { openTestGateway, stripeRoot, type TestGateway } from "../oauth/open-test-gateway";
import { refusal, signIn } from "../oauth/sign-in-steps";

type List = { readonly data: readonly { readonly id: string }[]; readonly has_more: boolean };

const reply = (status: number, change: Partial<HttpReply> = {}): HttpReply => ({ status, headers: {}, text: "{}", ...change });

describe("reading Stripe through the gateway", () => {
  let gateway: TestGateway;
  let root: string;

  beforeEach(async () => {
    gateway = openTestGateway();
    root = `/v1/stripe/${(await signIn(gateway, "ann")).id}`;
    gateway.sent.length = 0;
  });

  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    gateway.visit(`${root}${path}`, { method, headers: { authorization: "Bearer ann", ...headers } });

  test("gives the rows that Stripe has, page by page", async () => {
    const first = (await (await get("/v1/charges?limit=3")).json()) as List;
    const second = (await (await get(`/v1/charges?limit=3&starting_after=${first.data[2]?.id ?? ""}`)).json()) as List;
    const ids = [...first.data, ...second.data].map(({ id }) => id);
    expect(ids).toEqual(gateway.sandbox.all("charge").slice(0, 6).map(({ id }) => id));
  });

  test("asks the host of the grant's mode: Stripe itself for a live one", async () => {
    const tokens = { accessToken: new Secret("live token"), refreshToken: null, account: "acct_1", mode: "live", expiresIn: null, scope: "" } as const;
    const key = { owner: "installation:ann", id: "live" };
    await gateway.broker.create({ key, variant: "connect", app: { kind: "deployment" }, tokens }, new AbortController().signal);
    gateway.answerInstead(() => Promise.resolve(reply(200)));
    await gateway.ask("ann", "/v1/stripe/live/v1/charges");
    expect(gateway.sent).toMatchObject([{ url: "https://api.stripe.com/v1/charges", headers: { authorization: "Bearer live token" } }]);
  });

  test("passes the query on as it is", async () => {
    await get("/v1/charges?created[gte]=5&expand[]=data.customer");
    expect(gateway.sent[0]?.url).toBe(`${stripeRoot}/v1/charges?created[gte]=5&expand[]=data.customer`);
  });

  test("passes on the account and the version, and nothing else of the caller's", async () => {
    const headers = { "stripe-account": gateway.sandbox.accounts().connected, "stripe-version": "2026-10-28.endive", cookie: "a=b", "x-forwarded-for": "1.2.3.4", "idempotency-key": "k" };
    await get("/v1/charges", headers);
    const { authorization, ...others } = gateway.sent[0]?.headers ?? {};
    expect(others).toEqual({ "stripe-account": headers["stripe-account"], "stripe-version": "2026-10-28.endive" });
    expect(authorization).toMatch(/^Bearer (?!ann)/);
  });

  test.each([
    ["stripe-account", "acct_1, acct_2"],
    ["stripe-account", "cus_1"],
    ["stripe-version", "latest"],
  ])("refuses a header %s of %p", async (name, value) => {
    expect(await refusal(await get("/v1/charges", { [name]: value }))).toMatchObject({ status: 400, code: "BAD_ARGUMENT" });
    expect(gateway.sent).toEqual([]);
  });

  test("gives back status, body and the headers that a client needs, and no others", async () => {
    const headers = { "content-type": "application/json", "request-id": "req_1", "retry-after": "2", "stripe-should-retry": "true", "set-cookie": "a=b", "access-control-allow-origin": "*" };
    gateway.answerInstead(() => Promise.resolve(reply(429, { headers, text: `{"error":{"code":"rate_limit"}}` })));
    const answer = await get("/v1/charges");
    expect(answer.status).toBe(429);
    expect(await answer.json()).toEqual({ error: { code: "rate_limit" } });
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "application/json",
      "request-id": "req_1",
      "retry-after": "2",
      "stripe-should-retry": "true",
      "cache-control": "no-store",
    });
  });

  test("never lets Stripe's token out, even where an answer repeats it", async () => {
    gateway.answerInstead((request) => Promise.resolve(reply(403, { text: `No: ${request.headers["authorization"] ?? ""}` })));
    expect(await (await get("/v1/charges")).text()).toBe("No: Bearer [secret]");
  });

  test("renews a token that Stripe refuses and asks once more", async () => {
    let refusals = 1;
    gateway.answerInstead((request, signal) => {
      const toStripe = request.url.includes("/v1/charges");
      if (toStripe && refusals-- > 0) return Promise.resolve(reply(401));
      gateway.answerInstead(null);
      return gateway.send(request, signal);
    });
    expect((await get("/v1/charges?limit=1")).status).toBe(200);
    const reads = gateway.sent.filter(({ url }) => url.includes("/v1/charges")).map(({ headers }) => headers["authorization"]);
    expect(new Set(reads).size).toBe(2);
    expect(gateway.sandbox.oauth.tokenRequests().map(({ grantType }) => grantType)).toEqual(["authorization_code", "refresh_token"]);
  });

  test("says to sign in again, in the words of a refusal, when a renewed token is refused, too", async () => {
    gateway.answerInstead((request, signal) => (request.url.includes("/v1/charges") ? Promise.resolve(reply(401)) : gateway.toSandbox(request, signal)));
    expect(await refusal(await get("/v1/charges"))).toMatchObject({ status: 401, code: "REAUTH_REQUIRED" });
    expect(gateway.sent.filter(({ url }) => url.includes("/v1/charges"))).toHaveLength(2);
  });

  test("follows no redirect: an answer that leads elsewhere is none", async () => {
    gateway.answerInstead(() => Promise.resolve(reply(302, { headers: { location: "https://evil.example/" } })));
    expect(await refusal(await get("/v1/charges"))).toMatchObject({ status: 503, code: "STRIPE_UNAVAILABLE" });
    expect(gateway.sent).toHaveLength(1);
  });

  test("says so when Stripe does not answer", async () => {
    gateway.answerInstead(() => Promise.reject(new TypeError("fetch failed")));
    expect(await refusal(await get("/v1/charges"))).toMatchObject({ status: 503, code: "STRIPE_UNAVAILABLE" });
  });

  test("does not exist for a grant that is not the caller's, nor without an identity", async () => {
    expect((await gateway.visit(`${root}/v1/charges`, { headers: { authorization: "Bearer bob" } })).status).toBe(404);
    expect((await gateway.visit(`${root}/v1/charges`)).status).toBe(403);
    expect(gateway.sent).toEqual([]);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])("refuses the method %s", async (method) => {
    const answer = await get("/v1/charges", {}, method);
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET");
    expect(gateway.sent).toEqual([]);
  });

  test.each(["/v1/charges/../../../healthz", "/v1/charges/%2e%2e/%2e%2e/secret", "/v1/charges/a%2f..%2f..%2fb", "//evil.example/v1/charges", "/https://evil.example/", "/v1/oauth/token", "/v1/charges/ch_1/capture"])(
    "does not escape by %p",
    async (path) => {
      const { status } = await get(path);
      expect([403, 404]).toContain(status);
      expect(gateway.sent).toEqual([]);
    },
  );

  test("searches", async () => {
    await get("/v1/charges/search?query=amount%3E100");
    expect(gateway.sent[0]?.url).toBe(`${stripeRoot}/v1/charges/search?query=amount%3E100`);
  });
});
