import type { ApiObject } from "../api-object";
import type { Database } from "../store/database";
import type { Call } from "./call";
import { expand, expandPaths } from "./expand";
import { refuseUnknown } from "./list";
import { unknownRoute } from "./refusal";

/** Objects without an id, by resource. */
const singletons: Readonly<Record<string, (database: Database) => Readonly<Record<string, unknown>>>> = {
  account: ({ self }) => self,
  balance: balanceOf,
  balance_settings: () => ({
    object: "balance_settings",
    payments: {
      debit_negative_balances: true,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: null,
        schedule: { interval: "weekly", weekly_payout_days: ["monday"] },
        statement_descriptor: null,
        status: "enabled",
      },
      settlement_timing: { delay_days: 2, start_of_day: null },
    },
  }),
  "tax.settings": () => ({
    object: "tax.settings",
    defaults: { provider: "stripe", tax_behavior: "exclusive", tax_code: null },
    head_office: null,
    livemode: false,
    status: "pending",
    status_details: { pending: { missing_fields: ["head_office"] } },
  }),
};

/** Answers `GET` of an object that has no id. */
export function answerSingleton(call: Call): unknown {
  const { route, path, parameters, database } = call;
  refuseUnknown(parameters, [...route.table.filters.map((filter) => filter.name), "expand"]);
  const show = singletons[route.table.resource];
  if (!show) throw unknownRoute("GET", path);
  return expand(show(database), expandPaths(parameters), call);
}

/** The account's balance is the sum of its balance transactions, by currency and availability. */
export function balanceOf(database: Database) {
  const rows = database.collection("balance_transaction").live();
  return { object: "balance", available: sums(rows, "available"), livemode: false, pending: sums(rows, "pending") };
}

function sums(rows: readonly ApiObject[], status: string) {
  const totals = new Map<string, number>();
  for (const row of rows) {
    const currency = String(row["currency"]);
    const net = row["status"] === status && typeof row["net"] === "number" ? row["net"] : 0;
    totals.set(currency, (totals.get(currency) ?? 0) + net);
  }
  return [...totals].sort().map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
}
