import { describe, expect, test } from "@jest/globals";

import { createDiffer, publishedSchemas } from "./published-schemas";
import reviewed from "./published-schema-differences.json";
import { smallSandbox } from "./ask";

const sandbox = smallSandbox();
const schemas = publishedSchemas();
const differ = createDiffer(schemas);
const resources = [
  "account", "balance_transaction", "charge", "coupon", "credit_note", "credit_note_line_item", "customer",
  "customer_balance_transaction", "discount", "dispute", "event", "invoice", "invoiceitem", "line_item", "payment_intent",
  "payment_method", "payout", "plan", "price", "product", "promotion_code", "refund", "subscription", "subscription_item", "tax_rate",
];

describe("objects of the company against the published OpenAPI schemas of 2023", () => {
  test("every difference is one that the API has made since, and is in the reviewed list with its reason", () => {
    const found = resources.flatMap((resource) => differ(resource, sandbox.all(resource)));
    expect(found.sort()).toEqual(Object.keys(reviewed).sort());
  });

  test("all resources of the company that the schemas know are compared", () => {
    const known = resources.filter((resource) => resource in schemas && sandbox.all(resource).length > 0);
    expect(known).toEqual(resources);
  });

  test("a wrong value is noticed", () => {
    const [charge] = sandbox.all("charge");
    expect(differ("charge", charge ? [{ ...charge, amount: "12" }] : [])).toContain("charge.amount must be integer");
  });
});
