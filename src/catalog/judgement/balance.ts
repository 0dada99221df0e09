import type { TableJudgement } from "../catalog-table";

export const balance: Readonly<Record<string, TableJudgement>> = {
  balance: {
    // Amounts are lists with one entry for each currency; they are never added up.
    doc: "The account's balance now, one row; each amount is a list by currency.",
    defaultColumns: ["available", "pending", "instant_available", "connect_reserved", "livemode"],
  },
  balance_settings: {
    doc: "How and when the account pays out, one row.",
    defaultColumns: ["payments_payouts", "payments_settlement_timing", "payments_debit_negative_balances"],
  },
  balance_transactions: {
    doc: "One row for each movement of money in or out of the Stripe balance, with its fee and net.",
    defaultColumns: ["id", "created", "available_on", "type", "reporting_category", "amount", "fee", "net", "currency", "source", "description"],
  },
  payouts: {
    doc: "One row for each transfer from the Stripe balance to a bank account or card.",
    defaultColumns: ["id", "created", "arrival_date", "amount", "currency", "status", "type", "method", "automatic", "description"],
  },
  topups: {
    doc: "One row for each amount added to the Stripe balance from a bank.",
    defaultColumns: ["id", "created", "amount", "currency", "status", "expected_availability_date", "description"],
  },
  transfers: {
    doc: "One row for each movement from the platform's balance to a connected account.",
    defaultColumns: ["id", "created", "amount", "amount_reversed", "currency", "destination", "source_transaction", "transfer_group", "description"],
  },
  transfer_reversals: {
    doc: "One row for each transfer, or part of one, that was taken back.",
    defaultColumns: ["id", "created", "amount", "currency", "transfer", "source_refund"],
  },
  application_fees: {
    doc: "One row for each fee that the platform took from a connected account's payment.",
    defaultColumns: ["id", "created", "amount", "amount_refunded", "currency", "account", "charge"],
  },
  application_fee_refunds: {
    doc: "One row for each application fee, or part of one, that was given back.",
    defaultColumns: ["id", "created", "amount", "currency", "fee"],
  },
  exchange_rates: {
    doc: "One row for each currency with its rates; Stripe has deprecated this list.",
    defaultColumns: ["id", "rates"],
  },
};
