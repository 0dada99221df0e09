import type { Column, SqlValue } from "../table/column";
import type { Conditions, Range } from "../table/row-source";
import type { Table } from "../table/table";
import type { Access, Argument, PlannedCondition } from "./access-plan";
import { valueTypeOf } from "./declared-types";

/** What an access wants from the source. */
export type Demand = {
  /** Keys of single rows, when the key is fixed; the conditions then only narrow further. */
  readonly keys: readonly string[] | null;
  /** One conjunction for each combination of IN values; together they cover the access. */
  readonly conjunctions: readonly Conditions[];
};

/** IN lists that would make more conjunctions than this are left to SQLite. */
const mostConjunctions = 100;

export const unconditional: Conditions = { equals: {}, ranges: {} };

type Given = { readonly column: Column; readonly condition: PlannedCondition; readonly argument: Argument };

/**
 * Turns the values of an access into conditions for the source. Values written in the statement come first, so that of
 * two equalities on a column the constant one counts. Values of another type than the column's are left to SQLite.
 */
export function demandOf(access: Access): Demand {
  const { table, plan } = access;
  const given = plan.conditions
    .flatMap((condition, index): Given[] => {
      const column = table.columns[condition.column];
      const argument = access.arguments[index];
      return column && argument !== undefined ? [{ column, condition, argument }] : [];
    })
    .sort((a, b) => Number(a.condition.late) - Number(b.condition.late));
  let keys: readonly string[] | null = null;
  let conjunctions: readonly Conditions[] = [unconditional];
  for (const one of given) {
    const values = comparableValues(one);
    if (values === null) continue;
    if (one.column.name === table.key && isEquality(one.condition)) keys ??= values.filter(isText);
    else conjunctions = narrow(table, conjunctions, { ...one, values });
  }
  return { keys, conjunctions };
}

/** Whether the values make the condition false for every row: `= NULL`, `IN ()`. */
export function isNeverTrue(argument: Argument): boolean {
  return argument === null || (Array.isArray(argument) && argument.length === 0);
}

const isText = (value: SqlValue): value is string => typeof value === "string";
const isEquality = ({ comparison }: PlannedCondition): boolean => comparison === "eq" || comparison === "in";

/** The values as the source can compare them, or `null` when SQLite would convert before it compares. */
function comparableValues({ column, argument }: Given): readonly SqlValue[] | null {
  const values = Array.isArray(argument) ? (argument as readonly SqlValue[]) : [argument as SqlValue];
  return values.every((value) => typeof value === valueTypeOf(column)) ? values : null;
}

function narrow(
  table: Table,
  conjunctions: readonly Conditions[],
  { column, condition, values }: Given & { readonly values: readonly SqlValue[] },
): readonly Conditions[] {
  const filters = table.filters.filter((filter) => filter.column === column.name);
  if (isEquality(condition)) {
    const equal = filters.find(({ kind }) => kind === "equal");
    if (equal) return fixColumn(conjunctions, { name: column.name, values, required: equal.required === true });
  }
  const [value] = values;
  if (value === undefined || values.length > 1 || !filters.some(({ kind }) => kind === "range")) return conjunctions;
  return conjunctions.map((one) => ({
    ...one,
    ranges: { ...one.ranges, [column.name]: tighten(one.ranges[column.name] ?? {}, boundsOf(condition, value)) },
  }));
}

function fixColumn(
  conjunctions: readonly Conditions[],
  {
    name,
    values,
    required,
  }: { readonly name: string; readonly values: readonly SqlValue[]; readonly required: boolean },
): readonly Conditions[] {
  if (conjunctions.some(({ equals }) => Object.hasOwn(equals, name))) return conjunctions;
  if (!required && values.length > 1 && conjunctions.length * values.length > mostConjunctions) return conjunctions;
  return values.flatMap((value) => conjunctions.map((one) => ({ ...one, equals: { ...one.equals, [name]: value } })));
}

function boundsOf({ comparison }: PlannedCondition, value: SqlValue): Range {
  return comparison === "eq" || comparison === "in" ? { gte: value, lte: value } : { [comparison]: value };
}

/** Both ranges at once; of two bounds of the same kind the narrower stays. */
function tighten(left: Range, right: Range): Range {
  const range: { -readonly [bound in keyof Range]: SqlValue } = { ...left };
  for (const bound of ["gt", "gte", "lt", "lte"] as const) {
    const next = right[bound];
    const now = range[bound];
    if (next === undefined) continue;
    const lower = bound === "gt" || bound === "gte";
    if (now === undefined || (lower ? isAtLeast(next, now) : isAtLeast(now, next))) range[bound] = next;
  }
  return range;
}

/** `a >= b` for two values of one type; values of different types are not comparable. */
function isAtLeast(a: SqlValue, b: SqlValue): boolean {
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
