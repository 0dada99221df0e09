import { describe, expect, test } from "@jest/globals";

import { inside } from "../../src/sandbox/store/fields";
import { ask, smallSandbox } from "./ask";

const sandbox = smallSandbox();
const byId = (resource: string, id: unknown) => sandbox.all(resource).find((object) => object.id === id);

describe("expand", () => {
  test("puts the objects in place of the ids of a list's rows, and leaves null alone", async () => {
    const { body } = await ask(sandbox, "/v1/charges?limit=100&expand[]=data.customer&expand[]=data.balance_transaction");
    for (const row of body.data) {
      const charge = byId("charge", row.id);
      expect(row["customer"]).toEqual(byId("customer", charge?.["customer"]));
      expect(row["balance_transaction"]).toEqual(byId("balance_transaction", charge?.["balance_transaction"]) ?? null);
    }
    expect(body.data.some((row) => row["balance_transaction"] === null)).toBe(true);
  });

  test("reaches the fourth level and refuses the fifth", async () => {
    const intent = sandbox.all("payment_intent").find((each) => each["status"] === "succeeded");
    const { body } = await ask(sandbox, `/v1/payment_intents/${intent?.id ?? ""}?expand[]=latest_charge.balance_transaction.source.customer`);
    expect(inside(body, "latest_charge", "balance_transaction", "source", "customer", "object")).toBe("customer");
    const refused = await ask(sandbox, "/v1/charges?expand[]=data.payment_intent.latest_charge.balance_transaction.source");
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toBe(
      "You cannot expand more than 4 levels of a property. Property: data.payment_intent.latest_charge.balance_transaction.source",
    );
  });

  test("goes through embedded lists and lists of ids", async () => {
    const invoice = sandbox.all("invoice").find((each) => inside(each, "discounts", "length") === 1 || (each["discounts"] as unknown[]).length === 1);
    const { body } = await ask(sandbox, `/v1/invoices/${invoice?.id ?? ""}?expand[]=discounts&expand[]=lines.data.subscription`);
    expect((body["discounts"] as { object: string }[]).map((each) => each.object)).toEqual(["discount"]);
    expect(inside((inside(body, "lines", "data") as unknown[])[0], "subscription", "object")).toBe("subscription");
  });

  test("reaches the subscription that an invoice bills", async () => {
    const invoice = sandbox.all("invoice").find((each) => each["parent"] !== null);
    const { body } = await ask(sandbox, `/v1/invoices/${invoice?.id ?? ""}?expand[]=parent.subscription_details.subscription`);
    expect(inside(body, "parent", "subscription_details", "subscription", "object")).toBe("subscription");
  });

  test.each([
    { resource: "charge", field: "refunds", rows: "refund" },
    { resource: "customer", field: "subscriptions", rows: "subscription" },
    { resource: "invoice", field: "payments", rows: "invoice_payment" },
  ])("shows the list $resource.$field, which is absent otherwise", async ({ resource, field, rows }) => {
    const owner = sandbox.all(resource).find((each) => sandbox.all(rows).some((row) => row[resource] === each.id && row["status"] !== "canceled"));
    expect(owner).toBeDefined();
    expect(owner).not.toHaveProperty(field);
    const { body } = await ask(sandbox, `/v1/${resource}s/${owner?.id ?? ""}?expand[]=${field}`);
    const list = body[field] as { object: string; data: { id: string }[]; url: string };
    expect(list.object).toBe("list");
    expect(list.data.map((row) => row.id)).toEqual((await ask(sandbox, list.url)).body.data.map((row) => row.id));
    expect(list.data.length).toBeGreaterThan(0);
  });

  test.each([
    ["/v1/charges?expand[]=customer", "This property cannot be expanded (customer). You may want to try expanding 'data.customer' instead."],
    ["/v1/charges?expand[]=data.amount", "This property cannot be expanded (data.amount)."],
    ["/v1/charges?expand[]=data.nothing", "This property cannot be expanded (data.nothing)."],
    ["/v1/charges?expand[]=data.status", "This property cannot be expanded (data.status)."],
  ])("%s is refused", async (path, message) => {
    const { status, body } = await ask(sandbox, path);
    expect([status, body.error.message, body.error.param]).toEqual([400, message, "expand"]);
  });

  test("does not change what the store holds", async () => {
    const before = JSON.stringify(sandbox.all("charge"));
    await ask(sandbox, "/v1/charges?limit=100&expand[]=data.customer&expand[]=data.refunds");
    expect(JSON.stringify(sandbox.all("charge"))).toBe(before);
  });
});
