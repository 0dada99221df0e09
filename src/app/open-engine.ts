import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { toMajor } from "../catalog/currency";
import type { OpenConnection } from "../connections/open-connection";
import { createQueryEngine } from "../query/engine";
import type { QueryEngine } from "../query/engine-api";
import type { ScalarFunction } from "../query/functions/scalar-function";

/** `money(minor, currency)`: an amount in major units. Sum minor units first and convert once, so that totals are exact. */
export const moneyFunction: ScalarFunction = {
  name: "money",
  arity: 2,
  real: true,
  call: (minor, currency) =>
    typeof minor === "number" && typeof currency === "string" ? toMajor(minor, currency) : null,
};

/** The engine that answers SELECTs over a connection. `now`: milliseconds since 1970 UTC. */
export function openEngine(sqlite: Sqlite3Static, { source, timeText }: OpenConnection, now: () => number): QueryEngine {
  return createQueryEngine(sqlite, source, { functions: [moneyFunction], now, timeText });
}
