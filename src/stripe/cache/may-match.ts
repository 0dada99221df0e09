import { isAtLeast } from "../../table/conditions";
import type { SqlValue } from "../../table/column";
import type { Conditions, Range } from "../../table/row-source";
import type { TablePlan } from "../declare-table";
import type { KeptRows } from "./kept-rows";

/** Whether a row, by its number, may meet conditions. */
export type MayMatch = (row: number) => boolean;

/**
 * Leaves out rows that surely do not meet conditions, so that few of many kept rows are served where few are wanted. Values
 * whose types differ are not judged: the engine, which checks again, may see them as equal.
 */
export function mayMatch({ plan, conditions }: { readonly plan: TablePlan; readonly conditions: Conditions }, rows: KeptRows): MayMatch {
  const tests = [
    ...Object.entries(conditions.equals).map(([column, value]) => test(column, (own) => mayEqual(own, value))),
    ...Object.entries(conditions.ranges).map(([column, range]) => test(column, mayBeWithin(range))),
  ];
  function test(column: string, accept: (value: SqlValue) => boolean): MayMatch {
    const found = plan.columns.get(column);
    if (found === undefined) return always;
    const read = rows.reader(found);
    return (row) => accept(read(row));
  }
  return all(tests);
}

/** What every row meets. */
export const always: MayMatch = () => true;

/** It runs once a row, hence no function is made for each. */
function all(tests: readonly MayMatch[]): MayMatch {
  const [first = always, ...more] = tests;
  if (more.length === 0) return first;
  return (row) => {
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}

function mayEqual(own: SqlValue, value: SqlValue): boolean {
  return own === value || (own !== null && !isComparable(own, value));
}

const meets = {
  gt: (own: SqlValue, bound: SqlValue) => !isAtLeast(bound, own),
  gte: (own: SqlValue, bound: SqlValue) => isAtLeast(own, bound),
  lt: (own: SqlValue, bound: SqlValue) => !isAtLeast(own, bound),
  lte: (own: SqlValue, bound: SqlValue) => isAtLeast(bound, own),
} as const;

function mayBeWithin(range: Range): (own: SqlValue) => boolean {
  const bounds = (["gt", "gte", "lt", "lte"] as const).flatMap((kind) => {
    const bound = range[kind];
    return bound === undefined ? [] : [(own: SqlValue) => !isComparable(own, bound) || meets[kind](own, bound)];
  });
  return (own) => bounds.every((isMet) => isMet(own));
}

function isComparable(a: SqlValue, b: SqlValue): boolean {
  return a !== null && b !== null && typeof a === typeof b;
}
