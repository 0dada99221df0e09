import type { CellValue, TableContent } from "../../../src/platform/ports";

export const rows = 100_000;
export const columns = 20;

const words = ["Subscription update", "Invoice 4711-0042", "Einmalige Zahlung für Größe L", "=not a formula", "order 2026/11"];
const pick = <T>(values: readonly T[], index: number): T | null => values[index % values.length] ?? null;

/** One column of a table such as people make of charges. */
type Field = { readonly header: string; readonly cell: (row: number) => CellValue; readonly format?: (row: number) => string };

const money = (row: number): string => (row % 7 === 0 ? "#,##0" : "#,##0.00");

const fields: readonly Field[] = [
  { header: "id", cell: (row) => `ch_3P${row.toString(36).padStart(20, "0")}` },
  { header: "created", cell: (row) => 45_000 + row / 100, format: () => "yyyy-mm-dd hh:mm:ss" },
  { header: "amount", cell: (row) => (row * 37) % 100_000, format: money },
  { header: "currency", cell: (row) => pick(["usd", "eur", "jpy"], row) },
  { header: "status", cell: (row) => pick(["succeeded", "failed", "requires_action"], row) },
  { header: "paid", cell: (row) => row % 3 !== 1 },
  { header: "refunded", cell: (row) => row % 50 === 0 },
  { header: "customer", cell: (row) => `cus_Q${(row % 20_000).toString(36).padStart(13, "0")}` },
  { header: "description", cell: (row) => pick(words, row) },
  { header: "receipt_email", cell: (row) => `person${row % 9_000}@example.com` },
  { header: "amount_refunded", cell: (row) => (row % 50 === 0 ? (row * 37) % 100_000 : 0), format: money },
  { header: "fee", cell: (row) => ((row * 37) % 100_000) * 0.029 + 0.3, format: money },
  { header: "invoice", cell: (row) => (row % 2 === 0 ? null : `in_1Q${row.toString(36).padStart(16, "0")}`) },
  { header: "brand", cell: (row) => pick(["visa", "mastercard", "amex"], row) },
  { header: "last4", cell: (row) => String(row % 10_000).padStart(4, "0") },
  { header: "country", cell: (row) => pick(["US", "DE", "JP", "FR"], row) },
  { header: "risk_score", cell: (row) => row % 100 },
  { header: "failure_code", cell: (row) => (row % 3 === 1 ? "card_declined" : null) },
  { header: "metadata", cell: (row) => `{"order":"${row}"}` },
  { header: "balance_transaction", cell: (row) => `txn_3P${row.toString(36).padStart(18, "0")}` },
];

/** A result as the query hands it over: rows as they were read from JSON, and formats of money that follow each row. */
export function makeContent(): TableContent {
  const made = Array.from({ length: rows }, (_, row) => fields.map(({ cell }) => cell(row)));
  return {
    headers: fields.map(({ header }) => header),
    rows: JSON.parse(JSON.stringify(made)) as CellValue[][],
    formats: fields.map(({ header, format }) => {
      if (format === undefined) return null;
      return header === "created" ? format(0) : Array.from({ length: rows }, (_, row) => format(row));
    }),
  };
}

/** The same with other amounts in so many rows, spread evenly over the table. */
export function changedIn(content: TableContent, count: number): TableContent {
  const step = Math.floor(rows / count);
  const amount = content.headers.indexOf("amount");
  const isChanged = (row: number): boolean => row % step === 0 && row / step < count;
  return { ...content, rows: content.rows.map((cells, row) => (isChanged(row) ? cells.with(amount, -1 - row) : cells)) };
}
