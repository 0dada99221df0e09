import { describe, expect, test } from "@jest/globals";
import { namedPath, parentsOf, tableName } from "./names";

describe("the naming rule", () => {
  test.each([
    ["/v1/charges", "charges"],
    ["/v1/issuing/cards", "issuing_cards"],
    ["/v1/application_fees/{}/refunds", "application_fee_refunds"],
    ["/v1/billing/addresses/{}/entries/{}/parts", "billing_address_entry_parts"],
    ["/v2/core/accounts/{}/persons", "v2_core_account_persons"],
    ["/v1/invoiceitems", "invoice_items"],
  ])("makes of %s the name %s", (path, name) => {
    expect(tableName(path)).toBe(name);
  });

  test("names a placeholder after what stands before it", () => {
    expect(namedPath("/v1/billing/meters/{}/event_summaries")).toBe("/v1/billing/meters/{meter}/event_summaries");
  });

  test("finds the table of each placeholder, or none", () => {
    const listed = new Set(["/v1/customers"]);
    expect(parentsOf("/v1/customers/{}/tax_ids", listed)).toEqual([{ parameter: "customer", table: "customers" }]);
    expect(parentsOf("/v1/sources/{}/source_transactions", listed)).toEqual([{ parameter: "source", table: null }]);
  });
});
