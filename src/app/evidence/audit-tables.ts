import { numberFormat } from "../../catalog/currency";
import type { CellValue, TableContent } from "../../platform/ports";
import { timestampFormat } from "../serial-date";

/** The two tables that evidence is kept in. */
export const auditKinds = ["audit", "totals"] as const;
export type AuditKind = (typeof auditKinds)[number];

/** Columns of the table of runs, one row a query, and their widths. The SELECT is long, so that it comes late; the id is for us. */
const auditColumns = {
  Query: 110,
  Connection: 90,
  Account: 200,
  Mode: 50,
  "API version": 105,
  "Read at": 115,
  Zone: 95,
  Rows: 60,
  Requests: 70,
  Complete: 70,
  Reasons: 180,
  Table: 110,
  "Last failure": 180,
  SQL: 320,
  "Query id": 110,
} as const;

/** Columns of the table of totals, one row a query, money column and currency, and their widths. */
const totalsColumns = {
  Query: 120,
  Column: 175,
  Currency: 65,
  Rows: 60,
  Total: 110,
  Balance: 110,
  Difference: 85,
  "Read at": 115,
  Note: 200,
  "Query id": 110,
} as const;

/** Some cells of the row of a query; cells that are absent stay as they are. */
export type AuditRow = Readonly<Partial<Record<keyof typeof auditColumns, CellValue>>> & QueryCell;
export type TotalsRow = Readonly<Record<keyof typeof totalsColumns, CellValue>> & QueryCell;

type QueryCell = { readonly "Query id": string };

/** How a table of evidence looks. */
export type AuditTable = {
  /** Also the wished name of its sheet. */
  readonly title: string;
  readonly headers: readonly string[];
  /** Of the columns, in points: rows to come may need more than the first ones. */
  readonly widths: readonly number[];
  /** Headers of the columns that together tell a row. */
  readonly key: readonly string[];
};

export const auditTables: Readonly<Record<AuditKind, AuditTable>> = {
  audit: { title: "Stripe audit", ...columnsOf(auditColumns), key: ["Query id"] },
  totals: { title: "Stripe totals", ...columnsOf(totalsColumns), key: ["Query id", "Column", "Currency"] },
};

function columnsOf(widths: Readonly<Record<string, number>>): Pick<AuditTable, "headers" | "widths"> {
  return { headers: Object.keys(widths), widths: Object.values(widths) };
}

const amounts: ReadonlySet<string> = new Set(["Total", "Balance", "Difference"]);
const counts: ReadonlySet<string> = new Set(["Rows", "Requests"]);

/** A row of either table by header. */
export type EvidenceRow = Readonly<Record<string, CellValue>>;

/** The cells of rows under some headers; cells that a row does not have are empty. */
export function contentOf(headers: readonly string[], rows: readonly EvidenceRow[]): TableContent {
  return { headers, rows: rows.map((row) => headers.map((header) => row[header] ?? null)), formats: headers.map((header) => formatOf(header, rows)) };
}

function formatOf(header: string, rows: readonly EvidenceRow[]): TableContent["formats"][number] {
  if (header === "Read at") return timestampFormat;
  if (counts.has(header)) return "#,##0";
  return amounts.has(header) ? rows.map((row) => numberFormat(String(row["Currency"] ?? ""))) : null;
}
