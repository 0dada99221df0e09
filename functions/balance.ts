import { amountIn, balanceAmounts, balanceSql } from "../src/app/formulas/balance-amounts";
import type { CellInvocation } from "./cell-invocation";
import { onConnection, readRows } from "./read-rows";
import { runInCell } from "./run-in-cell";

/**
 * The money that is available in the Stripe balance.
 * @customfunction BALANCE
 * @param [currency] Such as "EUR"; left out: every currency beside its amount.
 * @param [connection] Name of the connection; left out: the only one.
 * @param {CustomFunctions.CancelableInvocation} invocation Given by Excel.
 * @cancelable
 * @requiresAddress
 * @returns The amount in major units, or two columns with currencies and amounts.
 */
export function balance(currency: string, connection: string, invocation: CellInvocation): Promise<unknown[][]> {
  return runInCell({ invocation, given: [currency, connection] }, async (formulas, context) => {
    const { rows } = await readRows(formulas, { sql: balanceSql, ...onConnection(connection) }, context);
    const amounts = balanceAmounts(String(rows[0]?.[0] ?? "[]"));
    if (currency) return [[amountIn(amounts, currency)]];
    return amounts.length === 0 ? [[""]] : amounts.map((one) => [one.currency, one.amount]);
  });
}
