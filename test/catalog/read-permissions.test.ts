import { describe, expect, test } from "@jest/globals";
import { catalogTables } from "../../src/catalog/catalog";
import { permissionNames } from "../../src/catalog/permission-names";
import { neededPermissions, readPermission, tablePermission } from "../../src/catalog/read-permissions";

describe("read permissions", () => {
  test.each([
    ["charge", "charge_read"],
    ["refund", "charge_read"],
    ["price", "plan_read"],
    ["issuing.card", "issuing_card_read"],
    ["payment_link", "payment_links_read"],
    ["tax.location", "tax_locations_read"],
    ["treasury.received_credit", "received_credit_read"],
    ["account", "connected_account_read"],
    ["country_spec", null],
    ["climate.order", null],
  ])("of the resource %s is %s", (resource, permission) => {
    expect(readPermission(resource)).toBe(permission);
  });

  test.each([
    ["checkout_session_line_items", "checkout_session_read"],
    ["payment_link_line_items", "payment_links_read"],
    ["quote_line_items", "quote_read"],
    ["account_persons", "connected_account_read"],
  ])("of the nested list %s is its parent's, %s", (name, permission) => {
    const table = catalogTables().find((one) => one.name === name);
    expect(table && tablePermission(table)).toBe(permission);
  });

  test("are names that Stripe publishes, each once, and no published name is left over", () => {
    const { needed } = neededPermissions();
    const names = needed.map(({ permission }) => permission);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.filter((name) => !permissionNames.has(name))).toEqual([]);
    expect([...permissionNames].filter((name) => !names.includes(name))).toEqual(["balance_transaction_source_read", "mandate_read"]);
  });

  test("open every table exactly once, or the table is named as closed", () => {
    const { needed, closed } = neededPermissions();
    expect([...needed.flatMap(({ tables }) => tables), ...closed].sort()).toEqual(catalogTables().map(({ name }) => name));
  });

  test("close no table that bookkeeping needs", () => {
    const closed = new Set(neededPermissions().closed);
    const books = ["charges", "refunds", "invoices", "invoice_line_items", "balance_transactions", "payouts", "disputes", "customers", "subscriptions", "tax_rates"];
    expect(books.filter((name) => closed.has(name))).toEqual([]);
  });
});
