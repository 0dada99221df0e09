import type { CellValue, TableRefresh } from "../platform/ports";
import { knownPrefix, tablesWithPrefix } from "./formulas/id-prefixes";

/** One column of a key: the table of Stripe whose rows it tells, and its values. */
export type KeyColumn = { readonly table: string; readonly values: readonly CellValue[] };

/**
 * Tells by how ids begin whether a key in a worksheet is of the rows that a query gives: as those of its answer begin, or as those of
 * its tables are known to. Where nobody knows how a table's ids begin, nothing is taken for another query's.
 */
export function keyKinds(columns: readonly KeyColumn[]): NonNullable<TableRefresh["kindOf"]> {
  const judges = columns.map(judgeOf);
  return (key) => {
    const kinds = judges.map((judge, column) => judge(key[column] ?? ""));
    if (kinds.every((kind) => kind === "own")) return "own";
    return kinds.includes("other") ? "other" : "unknown";
  };
}

type Judge = (id: string) => "own" | "other" | "unknown";

function judgeOf({ table, values }: KeyColumn): Judge {
  const seen = new Set(values.flatMap((value) => beginningOf(String(value ?? "")) ?? []));
  const isKnown = seen.size > 0 || tablesWithPrefix.includes(table);
  return (id) => {
    const known = knownPrefix(id);
    if (known?.table === table || seen.has(beginningOf(id) ?? "")) return "own";
    return isKnown && known ? "other" : "unknown";
  };
}

/** How an id that Stripe gave begins, such as `sub_sched_`; ids that an account chose need not have such a beginning. */
const beginning = /^(?:[a-z]{1,20}_)+(?=[A-Za-z0-9]+$)/;

const beginningOf = (id: string): string | undefined => beginning.exec(id)?.[0];
