import { describe, expect, test } from "@jest/globals";
import { catalogApiVersion, catalogTables, findCatalogTable, findTableOfResource } from "../../src/catalog/catalog";
import type { CatalogTable } from "../../src/catalog/catalog-table";

const tables = catalogTables();
const ofApi = (api: CatalogTable["api"]) => tables.filter((table) => table.api === api && table.kind === "list");

function table(name: string): CatalogTable {
  const found = findCatalogTable(name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}

const column = (tableName: string, name: string) => table(tableName).columns.find((each) => each.name === name);
const filter = (tableName: string, name: string) => table(tableName).filters.find((each) => each.name === name);

describe("the catalog", () => {
  test("has the 120 lists of the first API and the 18 of the second", () => {
    expect([ofApi("v1").length, ofApi("v2").length]).toEqual([120, 18]);
  });

  test("has the objects that stand alone as tables of one row", () => {
    expect(tables.filter(({ kind }) => kind === "singleton").map(({ name }) => name)).toEqual([
      "account",
      "balance",
      "balance_settings",
      "tax_settings",
      "v2_money_management_payout_methods_bank_account_spec",
    ]);
  });

  test("describes the API version that requests are pinned to", () => {
    expect(catalogApiVersion).toMatch(/^\d{4}-\d{2}-\d{2}\.\w+$/);
  });

  test("is sorted by name, and each name is there once", () => {
    const names = tables.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });

  test("gives every column of a table its own name", () => {
    for (const { name, columns } of tables) {
      const names = columns.map((each) => each.name.toLowerCase());
      expect([name, names.length]).toEqual([name, new Set(names).size]);
    }
  });

  test("is decoded once", () => {
    expect(catalogTables()).toBe(tables);
  });
});

describe("a table of the catalog", () => {
  test("names its path, how to read one object, and its key", () => {
    expect(table("charges")).toMatchObject({ path: "/v1/charges", retrieve: "/v1/charges/{id}", resource: "charge", key: "id", pages: true });
  });

  test("has the table of its parent for each placeholder of a nested path", () => {
    expect(table("customer_balance_transactions")).toMatchObject({
      path: "/v1/customers/{customer}/balance_transactions",
      retrieve: "/v1/customers/{customer}/balance_transactions/{id}",
      parents: [{ parameter: "customer", table: "customers" }],
    });
  });

  test("says so where no table lists the parent", () => {
    expect(table("tax_calculation_line_items").parents).toEqual([{ parameter: "calculation", table: null }]);
  });

  test("cannot be read by id where Stripe has no such call", () => {
    expect(table("invoice_line_items").retrieve).toBeNull();
  });

  test("says where a list takes no cursor", () => {
    const onePage = tables.filter(({ kind, pages }) => kind === "list" && !pages);
    expect(onePage.map(({ name }) => name)).toEqual(["account_capabilities", "reporting_report_types"]);
  });

  test("says where Stripe promises the newest object first, and only there", () => {
    expect(table("charges").newestFirst).toBe(true);
    expect(table("invoice_line_items").newestFirst).toBe(false);
  });

  test("has the fields of the Search API where there is one", () => {
    const searchable = tables.filter(({ search }) => search !== null);
    expect(searchable.map(({ name }) => name)).toEqual([
      "charges",
      "customers",
      "invoices",
      "payment_intents",
      "prices",
      "products",
      "subscriptions",
    ]);
    expect(table("customers").search).toEqual({
      path: "/v1/customers/search",
      fields: ["created:n", "email:s", "metadata:t", "name:s", "phone:s"],
    });
  });
});

describe("a column of the catalog", () => {
  test("flattens a nested object one level and keeps what is deeper as JSON", () => {
    expect(column("charges", "billing_details_email")).toMatchObject({ path: ["billing_details", "email"], kind: "text" });
    expect(column("charges", "billing_details_address")).toMatchObject({ kind: "json" });
    expect(column("charges", "metadata")).toMatchObject({ kind: "json" });
  });

  test("flattens an embedded resource too", () => {
    expect(column("subscription_items", "price_unit_amount")).toMatchObject({ kind: "money", currency: "price_currency" });
  });

  test("is nullable where the object around it is", () => {
    expect(column("charges", "outcome_risk_level")?.nullable).toBe(true);
    expect(column("charges", "amount")?.nullable).toBe(false);
  });

  test("names the resource that replaces an id when expanded", () => {
    expect(column("charges", "customer")).toMatchObject({ kind: "text", expandable: "customer" });
    expect(findTableOfResource("customer")?.name).toBe("customers");
  });

  test("says what to ask for where lists leave it out", () => {
    expect(column("customers", "tax_ids")).toMatchObject({ includable: true, includePath: "tax_ids", list: true });
    expect(column("coupons", "applies_to_products")).toMatchObject({ includable: true, includePath: "applies_to" });
    expect(column("subscription_items", "price_tiers")).toMatchObject({ includable: true, includePath: "price.tiers" });
  });

  test("says where only the first page of a list is embedded", () => {
    expect(column("invoices", "lines")).toMatchObject({ kind: "json", list: true });
    expect(column("invoices", "discounts")?.list).toBeUndefined();
  });
});

describe("a filter of the catalog", () => {
  test("has the kind of values that it takes", () => {
    expect(filter("charges", "created")).toEqual({ name: "created", kind: "range" });
    expect(filter("charges", "customer")).toEqual({ name: "customer", kind: "text" });
    expect(filter("subscriptions", "status")).toEqual({ name: "status", kind: "enum" });
    expect(filter("prices", "active")).toEqual({ name: "active", kind: "boolean" });
    expect(filter("prices", "lookup_keys")).toEqual({ name: "lookup_keys", kind: "list" });
    expect(filter("prices", "recurring")).toEqual({ name: "recurring", kind: "object" });
    expect(filter("topups", "amount")).toEqual({ name: "amount", kind: "range" });
  });

  test("is required in 21 lists", () => {
    const required = tables.flatMap(({ name, filters }) => {
      const names = filters.filter((each) => each.required).map((each) => each.name);
      return names.length === 0 ? [] : [`${name}: ${names.join(" ")}`];
    });
    expect(required).toHaveLength(21);
    expect(required).toEqual(expect.arrayContaining(["subscription_items: subscription", "setup_attempts: setup_intent"]));
  });
});
