import { describe, expect, test } from "@jest/globals";
import { tableOfId, tablesWithPrefix } from "../../../src/app/formulas/id-prefixes";
import { catalogTables } from "../../../src/catalog/catalog";
import { startApp } from "../harness";

/** Ids that a person or the thing itself gives, such as a country's code. */
const namedIds = ["climate_products", "country_specs", "coupons", "exchange_rates", "reporting_report_types"];

/** Objects so rare that Stripe's reference does not make clear how their ids begin. */
const unclearIds = [
  "apple_pay_domains", "apps_installs", "apps_secrets", "billing_feedback_options", "climate_orders", "climate_suppliers",
  "entitlements_active_entitlements", "forwarding_requests", "issuing_personalization_designs", "issuing_physical_bundles",
  "issuing_tokens", "payment_attempt_records", "payment_records", "product_catalog_trial_offers", "tax_locations",
  "three_d_secure_authentications", "treasury_credit_reversals", "treasury_debit_reversals",
];

/** A plan made as a price has a price's id. */
const sharedIds = ["plans"];

const idTables = () => catalogTables().filter(({ kind, api, retrieve, key, parents }) =>
  kind === "list" && api === "v1" && retrieve !== null && key === "id" && parents.length === 0);

describe("the table of an id", () => {
  test("is declared for every table with ids that can be read alone, or why it is not", () => {
    const known = new Set([...tablesWithPrefix, ...namedIds, ...unclearIds]);
    expect(idTables().map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  test("is one of the catalog whose objects are read by id", () => {
    const names = new Set(idTables().map(({ name }) => name));
    expect(tablesWithPrefix.filter((name) => !names.has(name))).toEqual([]);
  });

  test("holds for the objects of the sandbox", () => {
    const { sandbox } = startApp();
    const own = idTables().filter(({ name }) => ![...namedIds, ...sharedIds].includes(name));
    const ofSandbox = own.flatMap(({ name, resource }) =>
      sandbox.all(resource).slice(0, 3).map(({ id }) => [name, tableOfId(String(id))]));
    expect(ofSandbox.length).toBeGreaterThan(30);
    for (const [table, found] of ofSandbox) expect(found).toBe(table);
  });

  test("goes by the longest beginning", () => {
    expect(tableOfId("sub_sched_1abc")).toBe("subscription_schedules");
    expect(tableOfId("sub_1abc")).toBe("subscriptions");
  });

  test.each(["cus_", "order 7", "xcus_1"])("%p is refused", (id) => {
    expect(() => tableOfId(id)).toThrow(/does not begin like an id/);
  });

  test("of nothing is nothing to look up", () => {
    expect(() => tableOfId("")).toThrow("There is no id to look up.");
  });
});
