import { describe, expect, test } from "@jest/globals";

import type { ApiObject } from "../../src/sandbox/api-object";
import { generateCompany, type Company } from "../../src/sandbox/company/company";
import { skews } from "../../src/sandbox/company/time-spread";
import { inside } from "../../src/sandbox/store/fields";
import { today } from "./ask";

/** `npm run test:deep` looks into more companies. */
const seeds = Array.from({ length: process.env["DEEP"] === "1" ? 40 : 10 }, (_, index) => index + 1);
const now = today / 1_000;
const companies = new Map(seeds.map((seed) => [seed, generateCompany({ account: "acct_test", seed, scale: 0.03, now })]));

/** Companies whose times are spread otherwise, by numbers of their own. */
const skewed = new Map(skews.map((skew, index) => [101 + index, skew]));
for (const [seed, skew] of skewed) companies.set(seed, generateCompany({ account: "acct_test", seed, scale: 0.1, charges: 1_000, skew, now }));

const all = (seed: number, resource: string): readonly ApiObject[] => companies.get(seed)?.objects.get(resource) ?? [];
const money = (object: unknown, ...path: string[]): number => Number(inside(object, ...path));
const rowsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Objects by the value of one of their fields. */
function grouped(objects: readonly ApiObject[], field: string): (value: unknown) => readonly ApiObject[] {
  const groups = new Map<unknown, ApiObject[]>();
  for (const object of objects) groups.set(object[field], [...(groups.get(object[field]) ?? []), object]);
  return (value) => groups.get(value) ?? [];
}

describe.each([...companies.keys()])("the books of company %i", (seed) => {
  test("every balance transaction's net is its amount less its fee, and the fee is the sum of its details", () => {
    const wrong = all(seed, "balance_transaction").filter(
      (entry) =>
        money(entry, "net") !== money(entry, "amount") - money(entry, "fee") ||
        money(entry, "fee") !== sum(rowsOf(entry["fee_details"]).map((detail) => money(detail, "amount"))),
    );
    expect(wrong).toEqual([]);
  });

  test("the members of every automatic payout sum to it, and money is paid out at most once", () => {
    const company = companies.get(seed);
    const paidOut = new Map<string, number>();
    for (const entry of all(seed, "balance_transaction")) {
      const payout = company?.hidden.get(entry.id)?.["payout"];
      if (payout !== undefined) paidOut.set(payout, (paidOut.get(payout) ?? 0) + money(entry, "net"));
    }
    const automatic = all(seed, "payout").filter((payout) => payout["automatic"] === true);
    expect(automatic.length).toBeGreaterThan(20);
    expect(Object.fromEntries(paidOut)).toEqual(Object.fromEntries(automatic.map((payout) => [payout.id, payout["amount"]])));
  });

  test("every payout takes its amount out of the balance in its own currency", () => {
    const entries = new Map(all(seed, "balance_transaction").map((entry) => [entry.id, entry]));
    for (const payout of all(seed, "payout")) {
      const entry = entries.get(String(payout["balance_transaction"]));
      expect([entry?.["net"], entry?.["currency"]]).toEqual([-money(payout, "amount"), payout["currency"]]);
    }
  });

  test("invoice totals are those of their lines, discounts and taxes included", () => {
    const linesOf = grouped(all(seed, "line_item"), "invoice");
    for (const invoice of all(seed, "invoice")) {
      const lines = linesOf(invoice.id);
      const off = sum(lines.flatMap((line) => rowsOf(line["discount_amounts"]).map((each) => money(each, "amount"))));
      const tax = sum(lines.flatMap((line) => rowsOf(line["taxes"]).map((each) => money(each, "amount"))));
      expect({ subtotal: invoice["subtotal"], total: invoice["total"] }).toEqual({
        subtotal: sum(lines.map((line) => money(line, "amount"))),
        total: sum(lines.map((line) => money(line, "amount"))) - off + tax,
      });
      expect(sum(rowsOf(invoice["total_discount_amounts"]).map((each) => money(each, "amount")))).toBe(off);
      expect(sum(rowsOf(invoice["total_taxes"]).map((each) => money(each, "amount")))).toBe(tax);
      expect(money(invoice, "amount_due")).toBe(money(invoice, "amount_paid") + money(invoice, "amount_remaining"));
    }
  });

  test("what was refunded of a charge is the sum of its refunds that did not fail", () => {
    const refundsOf = grouped(all(seed, "refund").filter((refund) => refund["status"] !== "failed"), "charge");
    for (const charge of all(seed, "charge")) {
      const given = sum(refundsOf(charge.id).map((refund) => money(refund, "amount")));
      expect(charge["amount_refunded"]).toBe(given);
      expect(charge["refunded"]).toBe(given === charge["amount"] && given > 0);
    }
  });

  test("a paid invoice with a payment was paid by exactly one charge of its amount", () => {
    const chargesOf = grouped(all(seed, "charge").filter((charge) => charge["status"] === "succeeded"), "payment_intent");
    const invoices = new Map(all(seed, "invoice").map((invoice) => [invoice.id, invoice]));
    for (const payment of all(seed, "invoice_payment").filter((each) => each["status"] === "paid")) {
      const paidBy = chargesOf(inside(payment, "payment", "payment_intent"));
      expect(paidBy.map((charge) => charge["amount"])).toEqual([invoices.get(String(payment["invoice"]))?.["amount_paid"]]);
    }
  });

  test("amounts in Kuwaiti dinars end in 0, as cards require", () => {
    const charged = all(seed, "charge").filter((charge) => charge["currency"] === "kwd");
    expect(charged.length).toBeGreaterThan(0);
    expect(charged.filter((charge) => money(charge, "amount") % 10 !== 0)).toEqual([]);
  });

  test("every reference leads to an object of the company", () => {
    expect(danglingReferences(companies.get(seed))).toEqual([]);
  });

  test("nothing happens before the company began or after its today", () => {
    const objects = [...(companies.get(seed)?.objects.values() ?? [])].flat();
    const times = objects.map((object) => Number(object["created"] ?? object["date"] ?? now));
    expect(Math.max(...times)).toBeLessThanOrEqual(now);
    expect(Math.min(...times)).toBeGreaterThan(now - 4 * 365 * 86_400);
  });

});

describe.each(seeds)("the books of company %i", (seed) => {
  test.each([
    ["charge", "status", ["failed", "succeeded"]],
    ["charge", "currency", ["cad", "eur", "gbp", "jpy", "kwd", "usd"]],
    ["balance_transaction", "currency", ["eur", "jpy", "kwd", "usd"]],
    ["payment_intent", "status", ["canceled", "requires_capture", "requires_payment_method", "succeeded"]],
    ["subscription", "status", ["active", "canceled", "incomplete", "incomplete_expired", "past_due", "paused", "trialing", "unpaid"]],
    ["invoice", "status", ["draft", "open", "paid", "uncollectible", "void"]],
    ["refund", "status", ["failed", "pending", "succeeded"]],
    ["dispute", "status", ["lost", "needs_response", "under_review", "warning_closed", "warning_needs_response", "won"]],
    ["credit_note", "status", ["issued", "void"]],
    ["coupon", "valid", ["false", "true"]],
    ["price", "active", ["false", "true"]],
    ["product", "active", ["false", "true"]],
    ["promotion_code", "active", ["false", "true"]],
    ["payout", "status", ["failed", "paid"]],
  ])("every %s.%s that a business meets occurs", (resource, field, values) => {
    const found = new Set(all(seed, resource).map((object) => String(object[field])));
    expect([...found].sort()).toEqual(expect.arrayContaining(values));
  });
});

describe("the company", () => {
  test("depends on seed, scale and today only", () => {
    const facts = { account: "acct_test", seed: 7, scale: 0.03, now };
    expect(generateCompany(facts)).toEqual(companies.get(7));
    expect(generateCompany({ ...facts, seed: 8 }).objects.get("charge")).not.toEqual(all(7, "charge"));
  });

  test("has about 2,000 customers and 10,000 charges over three years at scale 1", () => {
    const { objects } = generateCompany({ account: "acct_test", seed: 1, scale: 1, now });
    const times = (objects.get("charge") ?? []).map((charge) => money(charge, "created"));
    expect(objects.get("customer")).toHaveLength(2_000);
    expect(times.length).toBeGreaterThan(9_900);
    expect(times.length).toBeLessThan(10_500);
    expect((Math.max(...times) - Math.min(...times)) / 86_400).toBeGreaterThan(1_000);
  });

  test("has invoices and subscriptions with more lines than an embedded list shows", () => {
    const longLists = ["invoice", "subscription"].map((resource) => {
      const field = resource === "invoice" ? "lines" : "items";
      return seeds.some((seed) => all(seed, resource).some((object) => inside(object, field, "has_more") === true));
    });
    expect(longLists).toEqual([true, true]);
  });
});

const elsewhere = new Set(["destination", "invoice_prefix"]);

/** Texts that look like an id of an object and lead nowhere. */
function danglingReferences(company: Company | undefined): string[] {
  const known = new Set([...(company?.objects.values() ?? [])].flat().map((object) => object.id));
  const dangling: string[] = [];
  const visit = (value: unknown, field: string): void => {
    if (typeof value === "string" && !elsewhere.has(field) && isId(value) && !known.has(value)) dangling.push(`${field}: ${value}`);
    else if (Array.isArray(value)) value.forEach((inner) => visit(inner, field));
    else if (typeof value === "object" && value !== null) Object.entries(value).forEach(([key, inner]) => visit(inner, key));
  };
  for (const [resource, objects] of company?.objects ?? []) if (resource !== "event") objects.forEach((object) => visit(object, resource));
  return dangling;
}

function isId(text: string): boolean {
  return /^(ch|cn|cnli|cus|cbtxn|di|du|ii|il|in|inpay|pi|pm|po|price|prod|promo|re|si|sub|txn|txr)_[A-Za-z0-9]{12,}$/.test(text);
}
