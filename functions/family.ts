import { balance } from "./balance";
import { withoutFormats } from "./dated-cells";
import { get } from "./get";
import { query } from "./query";
import { status } from "./status";
import { table } from "./table";

/** What runs each formula, by its id in the metadata. */
const family = { QUERY: query, TABLE: table, GET: get, BALANCE: balance, STATUS: status } as const;

export type FormulaId = keyof typeof family;

/** What Excel passes: the arguments as the metadata declares them, and the invocation last. */
type Run = (...passed: readonly unknown[]) => Promise<unknown>;

/** Whether this Excel takes values with a format of their own. */
export type Takes = { readonly formats: boolean };

/**
 * Runs a formula. It has taken the invocation when this returns its promise.
 * @throws CellFailure
 */
export async function runFormula(id: FormulaId, passed: readonly unknown[], { formats }: Takes): Promise<unknown> {
  const result = await (family[id] as Run)(...passed);
  return formats ? result : withoutFormats(result);
}
