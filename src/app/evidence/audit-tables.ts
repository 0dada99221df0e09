import { numberFormat } from "../../catalog/currency";
import type { CellValue, TableContent } from "../../platform/ports";
import { timestampFormat } from "../serial-date";

/** The two tables that evidence is kept in. */
export const auditKinds = ["audit", "totals"] as const;
export type AuditKind = (typeof auditKinds)[number];

/** Columns of the table of runs, one row a query. The SELECT is long, so that it comes late; the id is for us, so it comes last. */
const auditHeaders = [
  "Query",
  "Connection",
  "Account",
  "Mode",
  "API version",
  "Read at",
  "Zone",
  "Rows",
  "Requests",
  "Complete",
  "Reasons",
  "Table",
  "Last failure",
  "SQL",
  "Query id",
] as const;

/** Columns of the table of totals, one row a query, money column and currency. */
const totalsHeaders = ["Query", "Column", "Currency", "Rows", "Total", "Balance", "Difference", "Read at", "Note", "Query id"] as const;

/** Some cells of the row of a query; cells that are absent stay as they are. */
export type AuditRow = Readonly<Partial<Record<(typeof auditHeaders)[number], CellValue>>> & QueryCell;
export type TotalsRow = Readonly<Record<(typeof totalsHeaders)[number], CellValue>> & QueryCell;

type QueryCell = { readonly "Query id": string };

/** How a table of evidence looks. */
export type AuditTable = {
  /** Also the wished name of its sheet. */
  readonly title: string;
  readonly headers: readonly string[];
  /** Headers of the columns that together tell a row. */
  readonly key: readonly string[];
};

export const auditTables: Readonly<Record<AuditKind, AuditTable>> = {
  audit: { title: "Stripe audit", headers: auditHeaders, key: ["Query id"] },
  totals: { title: "Stripe totals", headers: totalsHeaders, key: ["Query id", "Column", "Currency"] },
};

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
