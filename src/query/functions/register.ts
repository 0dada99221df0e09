import type { SqlValue } from "../../table/column";
import type { Pointer, SqliteApi, Connection } from "../sqlite-api";
import { toSqlValue } from "../read-offer";
import type { AggregateFunction, ScalarFunction } from "./scalar-function";

/** Where functions go, and what keeps their exceptions: SQLite would turn them into texts. */
export type Registry = {
  readonly sqlite: SqliteApi;
  readonly connection: Connection;
  readonly keepError: (thrown: unknown) => void;
};

/** Makes a function callable from SQL. */
export function registerScalar({ sqlite, connection, keepError }: Registry, { name, arity, call, real }: ScalarFunction): void {
  connection.createFunction(name, {
    arity,
    deterministic: true,
    innocuous: true,
    xFunc: (context, ...values) => {
      try {
        const value = call(...values.map(toSqlValue));
        return real ? giveReal(sqlite, context, value) : value;
      } catch (thrown) {
        keepError(thrown);
        throw thrown;
      }
    },
  });
}

/** Makes an aggregate callable from SQL. SQLite gives every group an address of its own. */
export function registerAggregate({ sqlite, connection }: Registry, { name, start }: AggregateFunction): void {
  const groups = new Map<Pointer, ReturnType<AggregateFunction["start"]>>();
  connection.createFunction(name, {
    arity: 1,
    deterministic: true,
    innocuous: true,
    xStep: (context, value) => {
      const address = sqlite.capi.sqlite3_aggregate_context(context, 8);
      let group = groups.get(address);
      if (!group) groups.set(address, (group = start()));
      group.add(toSqlValue(value));
    },
    xFinal: (context) => {
      const address = sqlite.capi.sqlite3_aggregate_context(context, 0);
      const group = groups.get(address) ?? start();
      groups.delete(address);
      return giveReal(sqlite, context, group.result());
    },
  });
}

/** Gives a number as REAL, where the package would give a whole one as INTEGER; it leaves alone what is given already (`undefined`). */
function giveReal({ wasm }: SqliteApi, context: Pointer, value: SqlValue): SqlValue | undefined {
  if (typeof value !== "number") return value;
  wasm.exports.sqlite3_result_double(context, value);
  return undefined;
}
