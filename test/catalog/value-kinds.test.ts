import { describe, expect, test } from "@jest/globals";
import { catalogTables, findCatalogTable } from "../../src/catalog/catalog";
import type { CatalogColumn } from "../../src/catalog/catalog-table";

const columns = catalogTables().flatMap((table) => table.columns.map((column) => ({ table: table.name, ...column })));
const kindOf = (table: string, name: string) => findCatalogTable(table)?.columns.find((column) => column.name === name)?.kind;
const label = ({ table, name }: CatalogColumn & { table: string }) => `${table}.${name}`;

describe("the kind of a column", () => {
  test.each([
    ["charges", "amount"],
    ["charges", "application_fee_amount"],
    ["balance_transactions", "net"],
    ["balance_transactions", "fee"],
    ["customers", "balance"],
    ["invoices", "subtotal_excluding_tax"],
    ["prices", "unit_amount"],
    ["coupons", "amount_off"],
    ["payment_records", "amount_refunded_value"],
    ["subscriptions", "billing_thresholds_amount_gte"],
  ])("is money for %s.%s", (table, name) => {
    expect(kindOf(table, name)).toBe("money");
  });

  test.each([
    ["prices", "unit_amount_decimal", "text"],
    ["invoice_line_items", "quantity_decimal", "text"],
    ["subscription_items", "quantity", "integer"],
    ["coupons", "percent_off", "number"],
    ["coupons", "times_redeemed", "integer"],
    ["subscriptions", "application_fee_percent", "number"],
    ["balance_transactions", "exchange_rate", "number"],
    ["tax_rates", "percentage", "number"],
    ["charges", "outcome_risk_score", "integer"],
    ["billing_alerts", "usage_threshold_gte", "integer"],
    ["charges", "captured", "boolean"],
  ])("is not money for %s.%s but %s", (table, name, kind) => {
    expect(kindOf(table, name)).toBe(kind);
  });

  test.each([
    ["charges", "created"],
    ["invoice_items", "date"],
    ["payouts", "arrival_date"],
    ["balance_transactions", "available_on"],
    ["disputes", "evidence_details_due_by"],
    ["coupons", "redeem_by"],
    ["subscriptions", "billing_cycle_anchor"],
    ["subscriptions", "next_pending_invoice_item_invoice"],
    ["v2_core_events", "created"],
  ])("is an instant for %s.%s", (table, name) => {
    expect(kindOf(table, name)).toBe("timestamp");
  });

  test("is never money in the name of a decimal text, a percentage or a count", () => {
    const suspicious = columns.filter(({ kind, name }) => kind === "money" && /decimal|percent|(^|_)count$|quantity|_rate$/.test(name));
    expect(suspicious.map(label)).toEqual([]);
  });
});

describe("the currency of a money column", () => {
  test("is a column of the same table", () => {
    for (const { table, currency, ...rest } of columns) {
      if (currency !== undefined) expect([table, rest.name, kindOf(table, currency)]).toEqual([table, rest.name, "text"]);
    }
  });

  test("is the one beside it, else that of the whole object", () => {
    const currencyOf = (table: string, name: string) => columns.find((each) => each.table === table && each.name === name)?.currency;
    expect(currencyOf("charges", "amount")).toBe("currency");
    expect(currencyOf("charges", "presentment_details_presentment_amount")).toBe("presentment_details_presentment_currency");
    expect(currencyOf("issuing_transactions", "merchant_amount")).toBe("merchant_currency");
    expect(currencyOf("payment_records", "amount_value")).toBe("amount_currency");
    expect(currencyOf("promotion_codes", "restrictions_minimum_amount")).toBe("restrictions_minimum_amount_currency");
    expect(currencyOf("checkout_sessions", "currency_conversion_amount_total")).toBe("currency_conversion_source_currency");
  });

  test("is unknown only for lines whose currency stands in the object around them", () => {
    const without = new Set(columns.filter(({ kind, currency }) => kind === "money" && currency === undefined).map(({ table }) => table));
    expect([...without]).toEqual([
      "credit_note_line_items",
      "credit_note_preview_line_items",
      "payment_intent_amount_details_line_items",
      "tax_calculation_line_items",
      "tax_transaction_line_items",
    ]);
  });
});
