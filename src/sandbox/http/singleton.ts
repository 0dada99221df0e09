import type { ApiObject } from "../api-object";
import type { Database } from "../store/database";
import type { Call } from "./call";
import { refuseUnknown } from "./list";
import { unknownRoute } from "./refusal";

/** Answers `GET` of an object that has no id. */
export function answerSingleton({ route, path, parameters, database }: Call): unknown {
  refuseUnknown(parameters, [...route.table.filters.map((filter) => filter.name), "expand"]);
  if (route.table.resource === "balance") return balanceOf(database);
  const [stored] = database.collection(`singleton.${route.table.resource}`).rows();
  if (stored) return stored;
  throw unknownRoute("GET", path);
}

/** The account's balance is the sum of its balance transactions, by currency and availability. */
export function balanceOf(database: Database) {
  const rows = database.collection("balance_transaction").rows();
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
