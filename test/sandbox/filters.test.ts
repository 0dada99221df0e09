import { describe, expect, test } from "@jest/globals";

import type { ApiObject } from "../../src/sandbox/api-object";
import { inside } from "../../src/sandbox/store/fields";
import { ask, pageThrough, smallSandbox } from "./ask";

const sandbox = smallSandbox({ scale: 0.05 });

/** The rows that a list must give, computed without the server. */
const where = (resource: string, holds: (object: ApiObject) => boolean): readonly string[] =>
  sandbox.all(resource).filter(holds).map((object) => object.id);

const some = (resource: string, holds: (object: ApiObject) => boolean = () => true): ApiObject => {
  const found = sandbox.all(resource).find(holds);
  if (!found) throw new Error(`the company has no such ${resource}`);
  return found;
};

describe("filters of lists", () => {
  const customer = String(some("invoice", (each) => each["status"] === "paid")["customer"]);
  const invoice = some("invoice_payment")["invoice"];
  const refunded = some("refund")["charge"];
  const due = Number(some("invoice", (each) => each["due_date"] !== null)["due_date"]);
  const price = inside(some("subscription_item"), "price", "id");
  const subscription = some("subscription", (each) => inside(each, "items", "has_more") !== true).id;

  const cases: readonly (readonly [path: string, wanted: readonly string[]])[] = [
    [`/v1/charges?customer=${customer}`, where("charge", (each) => each["customer"] === customer)],
    [`/v1/invoices?status=void`, where("invoice", (each) => each["status"] === "void")],
    [`/v1/invoices?customer=${customer}&status=paid`, where("invoice", (each) => each["customer"] === customer && each["status"] === "paid")],
    [
      `/v1/invoices?subscription=${subscription}`,
      where("invoice", (each) => inside(each, "parent", "subscription_details", "subscription") === subscription),
    ],
    [`/v1/invoices?due_date[gte]=${due}`, where("invoice", (each) => each["due_date"] !== null && Number(each["due_date"]) >= due)],
    [`/v1/refunds?charge=${String(refunded)}`, where("refund", (each) => each["charge"] === refunded)],
    [`/v1/invoice_payments?invoice=${String(invoice)}`, where("invoice_payment", (each) => each["invoice"] === invoice)],
    [
      `/v1/invoice_payments?payment[type]=payment_intent&payment[payment_intent]=${String(inside(some("invoice_payment"), "payment", "payment_intent"))}`,
      [some("invoice_payment").id],
    ],
    [`/v1/balance_transactions?type=refund&currency=usd`, where("balance_transaction", (each) => each["type"] === "refund" && each["currency"] === "usd")],
    [`/v1/payouts?status=failed`, where("payout", (each) => each["status"] === "failed")],
    [`/v1/customers?email=${encodeURIComponent(String(some("customer")["email"]))}`, [some("customer").id]],
    [`/v1/products?active=false`, where("product", (each) => each["active"] === false)],
    [`/v1/products?ids[]=${some("product").id}`, [some("product").id]],
    [`/v1/prices?lookup_keys[]=starter_month_usd&lookup_keys[]=team_year_eur`, where("price", ({ lookup_key: key }) => key === "starter_month_usd" || key === "team_year_eur")],
    [`/v1/prices?recurring[interval]=year`, where("price", (each) => each["active"] === true && inside(each, "recurring", "interval") === "year")],
    [`/v1/subscription_items?subscription=${subscription}`, where("subscription_item", (each) => each["subscription"] === subscription)],
    [
      `/v1/subscriptions?status=all&price=${String(price)}`,
      where("subscription", (each) => sandbox.all("subscription_item").some((item) => item["subscription"] === each.id && inside(item, "price", "id") === price)),
    ],
    [`/v1/promotion_codes?coupon=${String(inside(some("promotion_code"), "promotion", "coupon"))}`, [some("promotion_code").id]],
    [`/v1/invoiceitems?pending=true`, where("invoiceitem", (each) => each["invoice"] === null)],
    [`/v1/invoiceitems?created[lt]=${String(some("invoiceitem")["date"])}`, where("invoiceitem", (each) => Number(each["date"]) < Number(some("invoiceitem")["date"]))],
    [`/v1/events?type=invoice.paid`, where("event", (each) => each["type"] === "invoice.paid")],
    [`/v1/events?type=invoice.*`, where("event", (each) => String(each["type"]).startsWith("invoice."))],
    [`/v1/events?types[]=charge.failed&types[]=customer.created`, where("event", (each) => each["type"] === "charge.failed" || each["type"] === "customer.created")],
    [`/v1/tax_rates?active=false`, where("tax_rate", (each) => each["active"] === false)],
  ];

  const titled = cases.map(([path, wanted]) => [path.replaceAll(/=(\w+_\w{12,}|\d{9,}|[\w.]+%40[\w.]+)/g, "=…"), { path, wanted }] as const);

  test.each(titled)("%s", async (_title, { path, wanted }) => {
    expect(wanted.length).toBeGreaterThan(0);
    expect((await pageThrough(sandbox, path, 7)).toSorted()).toEqual(wanted.toSorted());
  });

  test("the members of an automatic payout are listed by it and sum to it", async () => {
    const payout = some("payout", (each) => each["automatic"] === true);
    const members = new Set(await pageThrough(sandbox, `/v1/balance_transactions?payout=${payout.id}`));
    const net = sandbox.all("balance_transaction").filter((entry) => members.has(entry.id)).map((entry) => Number(entry["net"]));
    expect(net.reduce((total, each) => total + each, 0)).toBe(payout["amount"]);
  });

  test.each([
    ["/v1/products?active=maybe", "Invalid boolean: maybe"],
    ["/v1/invoices?status=late", "Invalid status: must be one of draft, open, paid, uncollectible, or void"],
    ["/v1/charges?created[gte]=yesterday", "Invalid integer: yesterday"],
    ["/v1/charges?customer[id]=1", "Invalid string: customer must be a string."],
    ["/v1/prices?recurring=month", "Invalid object"],
    ["/v1/charges?created[gte", "Invalid parameter name: created[gte"],
  ])("%s is refused", async (path, message) => {
    const { status, body } = await ask(sandbox, path);
    expect([status, body.error.message]).toEqual([400, message]);
  });
});

describe("rows that a plain list leaves out", () => {
  const gone = (each: ApiObject): boolean => each["status"] === "canceled" || each["status"] === "incomplete_expired";

  test("canceled subscriptions come with status=all, status=canceled or status=ended only", async () => {
    expect(await pageThrough(sandbox, "/v1/subscriptions")).toEqual(where("subscription", (each) => !gone(each)));
    expect(await pageThrough(sandbox, "/v1/subscriptions?status=all")).toEqual(where("subscription", () => true));
    expect(await pageThrough(sandbox, "/v1/subscriptions?status=ended")).toEqual(where("subscription", gone));
    expect(await pageThrough(sandbox, "/v1/subscriptions?status=canceled")).toEqual(where("subscription", (each) => each["status"] === "canceled"));
  });

  test("inactive prices come with active=false only", async () => {
    expect(await pageThrough(sandbox, "/v1/prices")).toEqual(where("price", (each) => each["active"] === true));
    expect(await pageThrough(sandbox, "/v1/prices?active=false")).toEqual(where("price", (each) => each["active"] === false));
  });

  test("inactive products come without asking", async () => {
    expect(await pageThrough(sandbox, "/v1/products")).toEqual(where("product", () => true));
  });
});
