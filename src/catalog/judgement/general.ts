import type { CatalogTable, TableJudgement } from "../catalog-table";

/** Columns worth seeing first in any table, in order. */
const usual = [
  "id",
  "created",
  "date",
  "name",
  "display_name",
  "email",
  "type",
  "status",
  "amount",
  "amount_value",
  "total",
  "currency",
  "amount_currency",
  "customer",
  "account",
  "description",
  "active",
];

const enough = 10;

/** Fallback for tables without a word of their own. */
export function generalJudgement(table: CatalogTable): TableJudgement {
  return { doc: docOf(table), defaultColumns: defaultColumnsOf(table) };
}

function docOf({ kind, resource }: CatalogTable): string {
  const words = resource.replace(/^v2\./, "").replaceAll("_", " ").split(".");
  const noun = words.reverse().join(" of ");
  return kind === "singleton" ? `The ${noun}, one row.` : `One row for each ${noun}.`;
}

/** The usual ones that the table has; a table with hardly any shows its first plain columns. */
function defaultColumnsOf({ columns }: CatalogTable): string[] {
  const names = new Set(columns.map(({ name }) => name));
  const found = usual.filter((name) => names.has(name));
  const plain = columns.filter(({ kind, name, includable }) => kind !== "json" && name !== "object" && !includable);
  const rest = found.length >= 4 ? [] : plain.map(({ name }) => name).filter((name) => !found.includes(name));
  return [...found, ...rest].slice(0, enough);
}
