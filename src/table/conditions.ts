import type { SqlValue } from "./column";
import type { Conditions, Range } from "./row-source";

/** The conjunction of nothing: every row. */
export const unconditional: Conditions = { equals: {}, ranges: {} };

/** `a >= b` for two values of one type; values of different types are not comparable. */
export function isAtLeast(a: SqlValue, b: SqlValue): boolean {
  return a !== null && b !== null && typeof a === typeof b && a >= b;
}

/** Whether every row that meets `narrow` also meets `wide`. */
export function implies(narrow: Conditions, wide: Conditions): boolean {
  return (
    Object.entries(wide.equals).every(([column, value]) => narrow.equals[column] === value) &&
    Object.entries(wide.ranges).every(([column, range]) => rangeImplies(narrow.ranges[column] ?? {}, range))
  );
}

/** For each bound of the wide range, the bounds of the narrow one that can prove it. */
const proofs = { gte: ["gte", "gt"], gt: ["gt"], lte: ["lte", "lt"], lt: ["lt"] } as const;

function rangeImplies(narrow: Range, wide: Range): boolean {
  return (["gte", "gt", "lte", "lt"] as const).every((bound) => {
    const limit = wide[bound];
    if (limit === undefined) return true;
    return proofs[bound].some((proof) => {
      const given = narrow[proof];
      if (given === undefined) return false;
      return bound === "gte" || bound === "gt" ? isAtLeast(given, limit) : isAtLeast(limit, given);
    });
  });
}

/** Equal for conditions that mean the same. */
export function conditionsKey({ equals, ranges }: Conditions): string {
  const sorted = (entries: Readonly<Record<string, unknown>>): unknown =>
    Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(equals), sorted(ranges)]);
}

/** The conditions that all of the given conjunctions have in common; each of them implies the result. */
export function sharedConditions(conjunctions: readonly Conditions[]): Conditions {
  const [first, ...others] = conjunctions;
  if (!first) return unconditional;
  const equals = Object.entries(first.equals).filter(([column, value]) =>
    others.every((other) => other.equals[column] === value),
  );
  const ranges = Object.entries(first.ranges).filter(([column, range]) =>
    others.every((other) => JSON.stringify(other.ranges[column]) === JSON.stringify(range)),
  );
  return { equals: Object.fromEntries(equals), ranges: Object.fromEntries(ranges) };
}
