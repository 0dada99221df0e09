import type { TableJudgement } from "../catalog-table";

export const customers: Readonly<Record<string, TableJudgement>> = {
  customers: {
    doc: "One row for each customer; deleted ones are not listed.",
    defaultColumns: ["id", "created", "name", "email", "phone", "description", "currency", "balance", "delinquent", "address_country"],
  },
  customer_balance_transactions: {
    doc: "One row for each change of a customer's credit balance.",
    defaultColumns: ["id", "created", "type", "amount", "ending_balance", "currency", "customer", "invoice", "credit_note", "description"],
  },
  customer_cash_balance_transactions: {
    doc: "One row for each movement of cash that a customer has sent by bank transfer.",
    defaultColumns: ["id", "created", "type", "net_amount", "ending_balance", "currency", "customer"],
  },
  customer_sources: {
    // Kept for accounts that still have them: the API lists cards, bank accounts and sources mixed.
    doc: "One row for each card, bank account or source stored on a customer the old way.",
    defaultColumns: ["id", "object", "customer", "brand", "bank_name", "last4", "exp_month", "exp_year", "status"],
  },
  customer_tax_ids: {
    doc: "One row for each tax number of a customer.",
    defaultColumns: ["id", "created", "customer", "type", "value", "country", "verification_status"],
  },
  files: {
    doc: "One row for each file stored at Stripe.",
    defaultColumns: ["id", "created", "filename", "title", "purpose", "type", "size", "expires_at"],
  },
  file_links: {
    doc: "One row for each public link to a file.",
    defaultColumns: ["id", "created", "file", "url", "expired", "expires_at"],
  },
};
