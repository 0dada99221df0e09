import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import Stripe from "stripe";

import type { Sandbox } from "../../src/sandbox/sandbox";
import { serveHandler, type ServedHandler } from "../fakes/serve-handler";
import { smallSandbox } from "./ask";

let sandbox: Sandbox;
let served: ServedHandler;

beforeAll(async () => {
  sandbox = smallSandbox();
  served = await serveHandler((request) => sandbox.handle(request));
});
afterAll(() => served.close());

const client = (key = "sk_test_sandbox", port = served.port): Stripe =>
  new Stripe(key, { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries: 0, telemetry: false });

async function idsOf(list: AsyncIterable<{ readonly id?: string }>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of list) ids.push(id ?? "");
  return ids;
}

const idsIn = (resource: string): readonly string[] => sandbox.all(resource).map((object) => object.id);

describe("the official Stripe SDK on the sandbox", () => {
  test.each<[string, (stripe: Stripe) => AsyncIterable<{ readonly id?: string }>]>([
    ["charge", (stripe) => stripe.charges.list({ limit: 100 })],
    ["customer", (stripe) => stripe.customers.list({ limit: 13 })],
    ["balance_transaction", (stripe) => stripe.balanceTransactions.list({ limit: 100 })],
    ["subscription", (stripe) => stripe.subscriptions.list({ limit: 5, status: "all" })],
    ["invoice", (stripe) => stripe.invoices.list({ limit: 100 })],
    ["event", (stripe) => stripe.events.list({ limit: 100 })],
    ["payout", (stripe) => stripe.payouts.list({ limit: 50 })],
    ["refund", (stripe) => stripe.refunds.list()],
    ["invoiceitem", (stripe) => stripe.invoiceItems.list({ limit: 7 })],
  ])("auto-pages through every %s and nothing else", async (resource, list) => {
    expect(await idsOf(list(client()))).toEqual(idsIn(resource));
  });

  test("auto-pages backwards with ending_before", async () => {
    const ids = idsIn("charge");
    const paged = await idsOf(client().charges.list({ limit: 9, ending_before: ids[60] ?? "" }));
    expect(paged).toEqual(ids.slice(0, 60).reverse());
  });

  test("auto-pages the nested list of an invoice with more lines than are embedded", async () => {
    const invoice = sandbox.all("invoice").find((each) => (each["lines"] as { has_more: boolean }).has_more)?.id ?? "";
    const lines = sandbox.all("line_item").filter((line) => line["invoice"] === invoice);
    expect(await idsOf(client().invoices.listLineItems(invoice, { limit: 5 }))).toEqual(lines.map((line) => line.id));
  });

  test("reads prices of both kinds only when asked for each", async () => {
    const active = await idsOf(client().prices.list({ limit: 100 }));
    const inactive = await idsOf(client().prices.list({ limit: 100, active: false }));
    expect([...active, ...inactive].toSorted()).toEqual(idsIn("price").toSorted());
  });

  test("retrieves with expansions, the balance, and the connected account", async () => {
    const stripe = client();
    const paid = sandbox.all("charge").find((charge) => charge["status"] === "succeeded")?.id ?? "";
    const charge = await stripe.charges.retrieve(paid, { expand: ["customer", "balance_transaction"] });
    expect(charge.customer).toHaveProperty("object", "customer");
    expect(charge.balance_transaction).toHaveProperty("net");
    expect((await stripe.balance.retrieve()).available.map(({ currency }) => currency)).toEqual(["eur", "jpy", "kwd", "usd"]);
    const { connected } = sandbox.accounts();
    const [first] = await idsOf(stripe.charges.list({ limit: 1 }, { stripeAccount: connected }));
    expect(first).toBe(sandbox.all("charge", connected)[0]?.id);
  });

  test("pages a v2 list", async () => {
    expect(await idsOf(client().v2.core.events.list({ limit: 10 }))).toEqual([]);
  });

  test("creates, changes and deletes a customer", async () => {
    const stripe = client();
    const created = await stripe.customers.create({ name: "Ada", email: "ada@example.com", metadata: { plan: "gold" } });
    const changed = await stripe.customers.update(created.id, { name: "Ada L." });
    expect([changed.name, changed.metadata]).toEqual(["Ada L.", { plan: "gold" }]);
    expect(await stripe.customers.del(created.id)).toMatchObject({ id: created.id, deleted: true });
    expect(await stripe.customers.retrieve(created.id)).toMatchObject({ id: created.id, deleted: true });
  });

  test.each<{ what: string; key?: string; call: (stripe: Stripe) => Promise<unknown>; error: object }>([
    {
      what: "a wrong key",
      key: "sk_test_wrong",
      call: (stripe) => stripe.charges.list(),
      error: { type: "StripeAuthenticationError", statusCode: 401 },
    },
    {
      what: "a missing permission",
      key: "rk_test_charges",
      call: (stripe) => stripe.payouts.list(),
      error: { type: "StripePermissionError", statusCode: 403 },
    },
    {
      what: "a missing object",
      call: (stripe) => stripe.customers.retrieve("cus_gone"),
      error: { type: "StripeInvalidRequestError", statusCode: 404, code: "resource_missing", param: "id" },
    },
    {
      what: "a limit that is too high",
      call: (stripe) => stripe.charges.list({ limit: 101 }),
      error: { type: "StripeInvalidRequestError", statusCode: 400, param: "limit" },
    },
    {
      what: "an unknown parameter",
      call: (stripe) => stripe.rawRequest("GET", "/v1/charges?colour=red"),
      error: { type: "StripeInvalidRequestError", statusCode: 400, code: "parameter_unknown", param: "colour" },
    },
  ])("turns $what into the class of its error", async ({ key, call, error }) => {
    await expect(call(client(key))).rejects.toMatchObject({ ...error, requestId: expect.stringMatching(/^req_/) as unknown });
  });

  test("searches page by page", async () => {
    const found = await idsOf(client().charges.search({ query: 'amount>3000 AND -currency:"usd"', limit: 9 }));
    expect(found).toEqual(
      sandbox.all("charge").filter(({ amount, currency }) => Number(amount) > 3_000 && currency !== "usd").map(({ id }) => id),
    );
    const { total_count: total } = await client().customers.search({ query: "created>0", expand: ["total_count"] });
    expect(total).toBe(idsIn("customer").length);
    await expect(client().customers.search({ query: "ada" })).rejects.toMatchObject({ type: "StripeInvalidRequestError", param: "query" });
  });

  test("lists events by types", async () => {
    const types = ["charge.succeeded", "payout.paid", "customer.subscription.deleted"];
    const listed = await idsOf(client().events.list({ types, limit: 20 }));
    expect(listed).toEqual(sandbox.all("event").filter(({ type }) => types.includes(String(type))).map(({ id }) => id));
    expect(listed.length).toBeGreaterThan(0);
  });

  test("auto-pages through every charge in spite of faults, with its own retries", async () => {
    const clock = { now: () => 0, sleep: () => Promise.resolve() };
    const faulty = smallSandbox({ faults: { share: 0.2, kinds: ["500", "429", "reset", "slow"] }, clock });
    const server = await serveHandler((request) => faulty.handle(request));
    const stripe = new Stripe("sk_test_sandbox", { host: "127.0.0.1", port: server.port, protocol: "http", maxNetworkRetries: 8, telemetry: false });
    expect(await idsOf(stripe.charges.list({ limit: 20 }))).toEqual(faulty.all("charge").map(({ id }) => id));
    expect(Object.keys(faulty.traffic().faults).length).toBeGreaterThan(0);
    await server.close();
  });

  test("turns too many requests into StripeRateLimitError", async () => {
    const clock = { now: () => 0, sleep: () => Promise.resolve() };
    const slow = smallSandbox({ requestsPerSecond: 1, clock });
    const limited = await serveHandler((request) => slow.handle(request));
    const stripe = client("sk_test_sandbox", limited.port);
    await stripe.balance.retrieve();
    await expect(stripe.balance.retrieve()).rejects.toMatchObject({
      type: "StripeRateLimitError",
      headers: expect.objectContaining({ "stripe-rate-limited-reason": "global-rate" }) as unknown,
    });
    await limited.close();
  });
});
