import type { TableJudgement } from "../catalog-table";

export const treasury: Readonly<Record<string, TableJudgement>> = {
  treasury_financial_accounts: {
    doc: "One row for each Treasury account that holds money.",
    defaultColumns: ["id", "created", "nickname", "status", "country", "balance_cash", "supported_currencies"],
  },
  treasury_transactions: {
    doc: "One row for each movement of a Treasury account; ask for one financial account at a time.",
    defaultColumns: ["id", "created", "amount", "currency", "status", "flow_type", "balance_impact_cash", "description", "financial_account"],
  },
  treasury_transaction_entries: {
    doc: "One row for each part of a Treasury transaction; ask for one financial account at a time.",
    defaultColumns: ["id", "created", "effective_at", "type", "flow_type", "balance_impact_cash", "currency", "transaction", "financial_account"],
  },
  v2_money_management_financial_accounts: {
    doc: "One row for each money management account, closed ones included.",
    defaultColumns: ["id", "created", "display_name", "type", "status", "country", "balance_available"],
    // A plain call leaves closed accounts out.
    listWith: [{}, { "statuses[0]": "closed" }],
  },
  v2_money_management_transactions: {
    doc: "One row for each movement of a money management account.",
    defaultColumns: ["id", "created", "category", "amount_value", "amount_currency", "status", "description", "financial_account"],
  },
};
