import { describe, expect, test } from "@jest/globals";

import { catalogTables } from "../../src/catalog/catalog";
import type { CatalogColumn, CatalogTable } from "../../src/catalog/catalog-table";
import type { ApiObject } from "../../src/sandbox/api-object";
import { inside, isRecord } from "../../src/sandbox/store/fields";
import { smallSandbox } from "./ask";

const sandbox = smallSandbox();
const tables = catalogTables().filter((table) => table.kind === "list" && sandbox.all(table.resource).length > 0);

/** Complaints about a value that is not what the declarations of Stripe's SDK say. */
function complaints(table: CatalogTable, object: ApiObject): string[] {
  const known = new Set(table.columns.map((column) => column.path[0]));
  const strangers = Object.keys(object).filter((field) => !known.has(field));
  return [
    ...strangers.map((field) => `${table.resource}.${field} is no field of the API`),
    ...table.columns.flatMap((column) => valueComplaints(table, column, object)),
  ];
}

function valueComplaints({ resource }: CatalogTable, column: CatalogColumn, object: ApiObject): string[] {
  const value = inside(object, ...column.path);
  const where = `${resource}.${column.path.join(".")}`;
  if (value === undefined) return [];
  if (value === null) return column.nullable ? [] : [`${where} may not be null`];
  if (fits[column.kind](value)) return [];
  return [`${where} should be ${column.kind}, not ${JSON.stringify(value)}`];
}

const fits: Readonly<Record<CatalogColumn["kind"], (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  timestamp: Number.isInteger,
  money: Number.isInteger,
  json: (value) => Array.isArray(value) || isRecord(value),
};

describe("shapes of the sandbox's objects", () => {
  test("the company fills the tables that a business uses", () => {
    expect(tables.map((table) => table.name)).toEqual([
      "accounts",
      "balance_transactions",
      "charges",
      "coupons",
      "credit_note_line_items",
      "credit_note_preview_line_items",
      "credit_notes",
      "customer_balance_transactions",
      "customer_payment_methods",
      "customers",
      "disputes",
      "events",
      "invoice_items",
      "invoice_line_items",
      "invoice_payments",
      "invoices",
      "payment_intents",
      "payment_methods",
      "payouts",
      "plans",
      "prices",
      "products",
      "promotion_codes",
      "refunds",
      "subscription_items",
      "subscriptions",
      "tax_rates",
    ]);
  });

  test.each(tables.map((table) => [table.name, table] as const))("%s hold only fields and kinds of values that Stripe declares", (_name, table) => {
    const found = new Set(sandbox.all(table.resource).flatMap((object) => complaints(table, object)));
    expect([...found]).toEqual([]);
  });
});
