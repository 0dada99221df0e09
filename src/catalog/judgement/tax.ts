import type { TableJudgement } from "../catalog-table";

export const tax: Readonly<Record<string, TableJudgement>> = {
  tax_ids: {
    // The list answers the account's own numbers; those of customers are in customer_tax_ids.
    doc: "One row for each tax number of the account itself.",
    defaultColumns: ["id", "created", "type", "value", "country", "owner_type", "verification_status"],
  },
  tax_codes: {
    doc: "One row for each kind of goods that Stripe Tax knows.",
    defaultColumns: ["id", "name", "description"],
  },
  tax_registrations: {
    doc: "One row for each country or state where the business is registered for tax.",
    defaultColumns: ["id", "created", "country", "status", "active_from", "expires_at"],
    // The parameter has the value `all`, so that a plain call cannot be trusted to list every status.
    listWith: [{ status: "all" }],
  },
  tax_settings: {
    doc: "The account's settings of Stripe Tax, one row.",
    defaultColumns: ["status", "defaults_tax_behavior", "defaults_tax_code", "head_office_address"],
  },
  tax_calculation_line_items: {
    doc: "One row for each line of a tax calculation; ask for one calculation at a time.",
    defaultColumns: ["id", "reference", "quantity", "amount", "amount_tax", "tax_behavior", "tax_code"],
  },
  tax_transaction_line_items: {
    doc: "One row for each line of a tax transaction; ask for one transaction at a time.",
    defaultColumns: ["id", "reference", "quantity", "amount", "amount_tax", "tax_behavior", "tax_code", "type"],
  },
};
