import type { Table } from "../../src/table/table";

/** Shown first while nothing is searched: what most people come for. */
const common = [
  "charges",
  "customers",
  "invoices",
  "subscriptions",
  "payment_intents",
  "refunds",
  "payouts",
  "balance_transactions",
  "products",
  "prices",
  "disputes",
];

/** Lower case without spaces, underscores and marks, so that `balance transactions` finds `balance_transactions`. */
const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

const never = Number.POSITIVE_INFINITY;

/** How well a table answers the search; smaller is better. */
function distance(table: Table, wanted: string): number {
  const name = plain(table.name);
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (table.name.split("_").some((word) => word.startsWith(wanted))) return 2;
  if (name.includes(wanted)) return 3;
  return plain(table.doc).includes(wanted) ? 4 : never;
}

const commonRank = ({ name }: Table): number => {
  const rank = common.indexOf(name);
  return rank === -1 ? common.length : rank;
};

/** Tables that answer the search, best first; without a search all of them, common ones first, the rest by name. */
export function searchTables(tables: readonly Table[], text: string): readonly Table[] {
  const wanted = plain(text);
  return tables
    .map((table) => ({ table, rank: wanted === "" ? 0 : distance(table, wanted) }))
    .filter(({ rank }) => rank !== never)
    .sort((a, b) => a.rank - b.rank || commonRank(a.table) - commonRank(b.table) || a.table.name.localeCompare(b.table.name))
    .map(({ table }) => table);
}
