import { implies } from "../../table/conditions";
import type { Conditions, Freshness } from "../../table/row-source";
import type { ColumnPlan } from "../declare-columns";
import type { TablePlan } from "../declare-table";
import { holds } from "./kept-rows";

/** What a reader wants of a table. */
export type Wanted = {
  readonly plan: TablePlan;
  readonly conditions: Conditions;
  readonly columns: readonly ColumnPlan[];
};

/** What rows that are kept, or on their way, are good for. */
export type Covered = {
  readonly plan: TablePlan;
  readonly conditions: Conditions;
  /** See `heldColumns`. */
  readonly held: ReadonlySet<string>;
};

/** Whether every row that is wanted is among those covered, with its columns. */
export function covers({ plan, conditions, held }: Covered, wanted: Wanted): boolean {
  return plan === wanted.plan && implies(wanted.conditions, conditions) && holds(held, wanted.columns);
}

/** Always ask: what a reader means who says nothing. */
export const alwaysAsk: Freshness = { maxAgeMs: 0 };

/** Whether rows that were read at one moment still do at another; both in milliseconds. */
export function isFresh(asOf: number, now: number, { maxAgeMs, reload }: Freshness): boolean {
  return !reload && maxAgeMs > 0 && now - asOf <= maxAgeMs;
}

/**
 * Whether a reader may join what began at a moment and is still under way. Nobody who presses Refresh gets rows that were
 * read before, but what began in the same millisecond is as good as begun by them.
 */
export function mayJoin(began: number, now: number, { maxAgeMs }: Freshness): boolean {
  return now - began <= maxAgeMs;
}
