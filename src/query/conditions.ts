import type { Column, SqlValue } from "../table/column";
import type { Conditions, Narrowing, Range } from "../table/row-source";
import { isAtLeast, unconditional } from "../table/conditions";
import type { Table } from "../table/table";
import { type Access, type Argument, isForSearch, type PlannedCondition } from "./access-plan";
import { valueTypeOf } from "./declared-types";
import { boundsOf, narrowingOf, type GivenValues } from "./narrowing";
import { isNeeded, listedFilters } from "./table-filters";

/** What an access wants from the source. */
export type Demand = {
  /** Keys of single rows, when the key is fixed; the conditions then only narrow further. */
  readonly keys: readonly string[] | null;
  /** One conjunction for each combination of IN values; together they cover the access. */
  readonly conjunctions: readonly Conditions[];
  /** What only a search could apply, the same for all conjunctions; `null` for nothing. */
  readonly narrowing: Narrowing | null;
};

/** IN lists that would make more conjunctions than this are left to SQLite. */
const mostConjunctions = 100;

/** A condition of an access with its value or values. */
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
    .sort((a, b) => Number(a.condition.late) - Number(b.condition.late))
    .flatMap((one): GivenValues[] => {
      const values = comparableValues(one);
      return values === null ? [] : [{ ...one, values }];
    });
  let keys: readonly string[] | null = null;
  let conjunctions: readonly Conditions[] = [unconditional];
  for (const one of given) {
    if (one.column.name === table.key && isEquality(one.condition)) keys ??= one.values.filter(isText);
    else conjunctions = narrow(table, conjunctions, one);
  }
  return { keys, conjunctions, narrowing: narrowingOf(table, given) };
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
  { column, condition, values }: GivenValues,
): readonly Conditions[] {
  if (isForSearch(condition.comparison)) return conjunctions;
  const filters = listedFilters(table, column);
  if (isEquality(condition)) {
    const equal = filters.find(({ kind }) => kind === "equal");
    if (equal) return fixColumn(conjunctions, { name: column.name, values, costly: isNeeded(equal) });
  }
  const [value] = values;
  if (value === undefined || values.length > 1 || !filters.some(({ kind }) => kind === "range")) return conjunctions;
  return conjunctions.map((one) => ({
    ...one,
    ranges: { ...one.ranges, [column.name]: tighten(one.ranges[column.name] ?? {}, boundsOf(condition.comparison, value)) },
  }));
}

function fixColumn(
  conjunctions: readonly Conditions[],
  {
    name,
    values,
    costly,
  }: { readonly name: string; readonly values: readonly SqlValue[]; readonly costly: boolean },
): readonly Conditions[] {
  if (conjunctions.some(({ equals }) => Object.hasOwn(equals, name))) return conjunctions;
  if (!costly && values.length > 1 && conjunctions.length * values.length > mostConjunctions) return conjunctions;
  return values.flatMap((value) => conjunctions.map((one) => ({ ...one, equals: { ...one.equals, [name]: value } })));
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
