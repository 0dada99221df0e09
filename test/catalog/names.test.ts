import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { catalogTables, findCatalogTable } from "../../src/catalog/catalog";
import { columnAliases, matchColumn } from "../../src/catalog/column-aliases";
import { normalizeName } from "../../src/catalog/normalize-name";
import { tableAliases } from "../../src/catalog/table-aliases";
import { mergeNames, publishedNames, snapshotFile } from "../tools/catalog/names-snapshot";

const tables = catalogTables();
const columnNamed = (table: string, name: string) => {
  const found = findCatalogTable(table);
  return found && matchColumn(found, name)?.name;
};

describe("the published names", () => {
  const published = readFileSync(snapshotFile, "utf8").split("\n").filter(Boolean);

  test("are all still there, with the kind they had", () => {
    const current = new Set(publishedNames(tables));
    expect(published.filter((line) => !current.has(line))).toEqual([]);
  });

  test("include every name of the catalog", () => {
    const known = new Set(published);
    expect(publishedNames(tables).filter((line) => !known.has(line))).toEqual([]);
  });

  test("are kept when the catalog loses or changes one, so that the loss is noticed", () => {
    expect(mergeNames(["charges.amount money", "charges.gone text"], ["charges.amount integer", "charges.new text"])).toEqual([
      "charges.amount money",
      "charges.gone text",
      "charges.new text",
    ]);
  });
});

describe("the name of a table", () => {
  test("is its path joined by underscores, the parent in the singular", () => {
    const paths = Object.fromEntries(tables.map(({ name, path }) => [name, path]));
    expect(paths).toMatchObject({
      balance_transactions: "/v1/balance_transactions",
      checkout_session_line_items: "/v1/checkout/sessions/{session}/line_items",
      billing_meter_event_summaries: "/v1/billing/meters/{meter}/event_summaries",
      v2_core_accounts: "/v2/core/accounts",
    });
  });

  test("is better than the rule for a few reviewed ones", () => {
    const paths = Object.fromEntries(tables.map(({ name, path }) => [name, path]));
    expect(paths).toMatchObject({
      invoice_items: "/v1/invoiceitems",
      invoice_line_items: "/v1/invoices/{invoice}/lines",
      credit_note_line_items: "/v1/credit_notes/{credit_note}/lines",
      test_clocks: "/v1/test_helpers/test_clocks",
    });
  });

  test("starts with v2_ exactly for the second API", () => {
    for (const { name, api } of tables) expect([name, name.startsWith("v2_")]).toEqual([name, api === "v2"]);
  });

  test.each([
    ["BalanceTransactions", "balance_transactions"],
    ["TopUps", "topups"],
    ["CheckoutSession", "checkout_sessions"],
    ["PaymentIntent", "payment_intents"],
    ["InvoiceItems", "invoice_items"],
    ["CreditNotePreviewLineItems", "credit_note_preview_line_items"],
    ["early_fraud_warnings", "radar_early_fraud_warnings"],
    ["connected_accounts", "accounts"],
    ["CHARGES", "charges"],
  ])("is found when someone writes %s", (written, name) => {
    expect(findCatalogTable(written)?.name).toBe(name);
  });

  test("is not found when nothing is called so", () => {
    expect(findCatalogTable("chargers")).toBeUndefined();
  });

  test("has other names only where no table has that name itself", () => {
    const own = new Set(tables.map(({ name }) => normalizeName(name)));
    for (const [alias, name] of Object.entries(tableAliases)) {
      expect([alias, own.has(normalizeName(alias)), findCatalogTable(alias)?.name]).toEqual([alias, false, name]);
    }
  });
});

describe("the name of a column", () => {
  test.each([
    ["balance_transactions", "AvailableOn", "available_on"],
    ["charges", "CustomerId", "customer"],
    ["charges", "customer_id", "customer"],
    ["charges", "MetadataAggregate", "metadata"],
    ["charges", "BillingDetailsEmail", "billing_details_email"],
    ["coupons", "CreatedAt", "created"],
    ["subscription_items", "PriceId", "price_id"],
  ])("of %s is found when someone writes %s", (table, written, name) => {
    expect(columnNamed(table, written)).toBe(name);
  });

  test("of its own beats another column's other name", () => {
    for (const table of tables) {
      for (const { name } of table.columns) expect(matchColumn(table, name)?.name).toBe(name);
    }
  });

  test("is found however case and underscores are written", () => {
    const all = tables.flatMap((table) => table.columns.map(({ name }) => ({ table, name })));
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.infiniteStream(fc.boolean()), ({ table, name }, coins) => {
        const flip = () => coins.next().value === true;
        const written = [...name].map((letter) => (letter === "_" && flip() ? "" : flip() ? letter.toUpperCase() : letter));
        expect(matchColumn(table, written.join(""))?.name).toBe(name);
      }),
    );
  });

  test("has aliases that are no column, are unique, and mean the column they are for", () => {
    for (const table of tables) {
      const names = new Set(table.columns.map(({ name }) => name));
      const aliases = columnAliases(table);
      expect(new Set(aliases.map(({ alias }) => alias)).size).toBe(aliases.length);
      for (const { alias, column } of aliases) {
        expect([alias, names.has(alias), matchColumn(table, alias)?.name]).toEqual([alias, false, column]);
      }
    }
  });
});
