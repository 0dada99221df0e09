import type { CatalogTable } from "../catalog/catalog-table";

/**
 * Parameters that a list cannot do without, and the table whose keys they take, by table. Only those
 * whose lists together hold every row: what a person chooses freely (a period, a scope, a preview) has no such table.
 */
const judged: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  entitlements_active_entitlements: { customer: "customers" },
  financial_connections_transactions: { account: "financial_connections_accounts" },
  issuing_tokens: { card: "issuing_cards" },
  payment_attempt_records: { payment_record: "payment_records" },
  radar_value_list_items: { value_list: "radar_value_lists" },
  setup_attempts: { setup_intent: "setup_intents" },
  subscription_items: { subscription: "subscriptions" },
};

/** Treasury lists everything for one of these accounts at a time. */
const financialAccount = { parameter: "financial_account", table: "treasury_financial_accounts" } as const;

/** The tables whose keys fill in what a list must be asked with, by parameter: those of its path, and judged ones. */
export function parentTables({ name, parents, filters }: CatalogTable): ReadonlyMap<string, string> {
  const required = new Set(filters.flatMap((filter) => (filter.required ? [filter.name] : [])));
  return new Map([
    ...parents.flatMap(({ parameter, table }) => (table === null ? [] : [[parameter, table] as const])),
    ...Object.entries(judged[name] ?? {}),
    ...(required.has(financialAccount.parameter) ? [[financialAccount.parameter, financialAccount.table] as const] : []),
  ]);
}
