import type { Column } from "../../src/table/column";
import type { Table } from "../../src/table/table";

const text = (name: string): Column => ({ name, type: "text" });

const charges: Table = {
  name: "charges",
  doc: "Attempts to take money from a card or another payment method.",
  key: "id",
  columns: [
    { name: "customer_email", type: "text", costly: true },
    text("id"),
    { name: "amount", type: "money", currencyColumn: "currency" },
    text("currency"),
    { name: "created", type: "timestamp" },
    { name: "paid", type: "boolean" },
    text("status"),
    text("description"),
    text("customer"),
    text("invoice"),
    text("receipt_email"),
    text("failure_code"),
    { name: "amount_refunded", type: "money", currencyColumn: "currency" },
    { name: "refunds", type: "json" },
    { name: "amount_major", type: "moneyMajor", hidden: true, currencyColumn: "currency" },
    { name: "amount_refunded_major", type: "moneyMajor", hidden: true, currencyColumn: "currency" },
  ],
  filters: [{ column: "created", kind: "range" }],
  newestFirst: "created",
  defaultColumns: ["id", "created", "amount", "currency", "status"],
};

function table(name: string, doc: string, part: Partial<Table> = {}): Table {
  const columns = [text("id"), { name: "created", type: "timestamp" } as const];
  return { name, doc, key: "id", columns, filters: [], newestFirst: "created", defaultColumns: ["id", "created"], ...part };
}

/** A handful of tables of every shape that the pane treats differently. */
export const sampleTables: readonly Table[] = [
  table("application_fees", "Fees that your platform took."),
  table("balance_transactions", "Every movement of money in your Stripe balance."),
  charges,
  table("customers", "People and companies who pay you."),
  table("customer_balance_transactions", "Movements of one customer's credit balance.", {
    columns: [text("id"), text("customer")],
    filters: [{ column: "customer", kind: "equal", required: true }],
  }),
  table("customer_tax_ids", "Tax ids of customers.", {
    columns: [text("id"), text("customer")],
    filters: [{ column: "customer", kind: "equal", eachOf: "customers" }],
    defaultColumns: ["id", "customer"],
  }),
  table("disputes", "Payments that a customer questioned at the bank."),
  table("invoices", "Bills sent to customers."),
  table("products", "What you sell."),
  table("subscriptions", "Agreements to pay again and again."),
];
