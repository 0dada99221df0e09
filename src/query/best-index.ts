import type { Column, SqlValue } from "../table/column";
import type { Table } from "../table/table";
import { type AccessPlan, type Comparison, isForSearch, type PlannedCondition } from "./access-plan";
import { valueTypeOf } from "./declared-types";
import { listedFilters, searchedFilters } from "./table-filters";

/** Operators of https://www.sqlite.org/c3ref/c_index_constraint_eq.html that the engine understands. */
const comparisons = new Map<number, Comparison>([
  [2, "eq"],
  [4, "gt"],
  [8, "lte"],
  [16, "lt"],
  [32, "gte"],
  [64, "match"],
  [65, "like"],
]);
const limitOperator = 73;
const offsetOperator = 74;

/** One constraint as SQLite offers it to xBestIndex. */
export type OfferedConstraint = {
  readonly column: number;
  readonly operator: number;
  readonly usable: boolean;
  readonly collation: string;
  readonly isList: boolean;
  /** The right-hand side where it is written in the statement as a text, a number or NULL, else `undefined`. */
  readonly constant: SqlValue | undefined;
};

export type Offer = {
  readonly constraints: readonly OfferedConstraint[];
  readonly orderBy: readonly { readonly column: number; readonly descending: boolean }[];
  /** Keys are taken to be compared with texts. */
  readonly trustsKeys: boolean;
};

export type IndexChoice = {
  readonly plan: AccessPlan;
  /** For each condition of the plan, the index of its constraint in the offer. */
  readonly used: readonly number[];
  readonly estimatedRows: number;
  readonly estimatedCost: number;
};

/** Rows that a table is taken to have; only the ratio between plans matters. */
const assumedRows = 10_000;
/** Cost of a plan that the source would refuse: higher than any that it accepts. */
const refusedCost = 1e15;
/** Cost of a plan that lists once for each row of another table: higher than reading those rows first and joining. */
const fanOutCost = 1e9;

/** Chooses what to take over from the constraints that SQLite offers for one table. */
export function chooseIndex(table: Table, offer: Offer): IndexChoice {
  const accepted = offer.constraints.flatMap((constraint, index) => acceptConstraint({ table, offer }, constraint, index));
  const conditions = accepted.map(({ condition }) => condition);
  const hasList = conditions.some(({ comparison }) => comparison === "in");
  const newestFirst = !hasList && sortsNewestFirst(table, offer);
  const limit = offer.constraints.find(({ operator, usable }) => operator === limitOperator && usable);
  const plan: AccessPlan = {
    table: table.name,
    conditions,
    checked: columnsLeft(offer, conditions),
    newestFirst,
    byKey: isKeyAlone(table, conditions),
    stopsEarly: limit !== undefined && !hasList && (newestFirst || offer.orderBy.length === 0),
    limit: rowsAskedFor(limit, offer),
  };
  const rows = accepted.reduce((left, { selectivity }) => left * selectivity, assumedRows);
  return {
    plan,
    used: accepted.map(({ index }) => index),
    estimatedRows: Math.max(1, Math.round(rows)),
    estimatedCost: Math.max(1, rows) + 5 + costOfListing(table, conditions),
  };
}

function isKeyAlone(table: Table, [condition, ...more]: readonly PlannedCondition[]): boolean {
  if (condition === undefined || more.length > 0 || condition.comparison !== "eq") return false;
  return table.columns[condition.column]?.name === table.key;
}

/** Columns of the constraints that nothing was gained from. */
function columnsLeft({ constraints }: Offer, conditions: readonly PlannedCondition[]): readonly number[] {
  const taken = new Set(conditions.map(({ column }) => column));
  const left = constraints.filter(({ usable, operator, column }) => usable && operator !== limitOperator && operator !== offsetOperator && !taken.has(column));
  return [...new Set(left.map(({ column }) => column))].sort((a, b) => a - b);
}

type Accepted = { readonly condition: PlannedCondition; readonly index: number; readonly selectivity: number };

type Offered = { readonly table: Table; readonly offer: Offer };

function acceptConstraint({ table, offer }: Offered, constraint: OfferedConstraint, index: number): Accepted[] {
  const column = table.columns[constraint.column];
  const comparison = comparisons.get(constraint.operator);
  if (!constraint.usable || !column || !comparison) return [];
  if (!isForSearch(comparison) && constraint.collation !== "BINARY") return [];
  const selectivity = selectivityOf(table, column, comparison);
  if (selectivity === null) return [];
  const condition: PlannedCondition = {
    column: constraint.column,
    comparison: comparison === "eq" && constraint.isList ? "in" : comparison,
    late: constraint.constant === undefined && !constraint.isList,
    exact: comparison === "eq" && isExact({ table, offer }, constraint, column),
  };
  return [{ condition, index, selectivity }];
}

/** Texts can be compared here as SQLite does it. That the values for a key will be texts is to be expected; the cursor looks again. */
function isExact({ table, offer }: Offered, { isList, constant }: OfferedConstraint, column: Column): boolean {
  if (isList || valueTypeOf(column) !== "string") return false;
  return typeof constant === "string" || (constant === undefined && column.name === table.key && offer.trustsKeys);
}

/** The share of rows that meet a condition; `null` when nothing is gained from taking it over. */
function selectivityOf(table: Table, column: Column, comparison: Comparison): number | null {
  if (comparison === "eq") return equalitySelectivity(table, column);
  if (isForSearch(comparison)) {
    const wanted = comparison === "like" ? "contains" : "equal";
    return searchedFilters(table, column).some(({ kind }) => kind === wanted) ? 1 : null;
  }
  if (listedFilters(table, column).some(({ kind }) => kind === "range")) return 0.3;
  return searchedFilters(table, column).some(({ kind }) => kind === "range") ? 1 : null;
}

function equalitySelectivity(table: Table, column: Column): number {
  if (column.name === table.key) return 1 / assumedRows;
  return listedFilters(table, column).some(({ kind }) => kind === "equal") ? 0.001 : 0.1;
}

/** Rows in the order of the source also serve grouping and DISTINCT, which only need equal ones next to each other. */
function sortsNewestFirst(table: Table, offer: Offer): boolean {
  const [order, ...more] = offer.orderBy;
  if (!order || more.length > 0 || !order.descending) return false;
  return table.newestFirst !== null && table.columns[order.column]?.name === table.newestFirst;
}

function rowsAskedFor(limit: OfferedConstraint | undefined, offer: Offer): number | null {
  const offset = offer.constraints.find(({ operator }) => operator === offsetOperator);
  const skipped = offset ? offset.constant : 0;
  if (typeof limit?.constant !== "number" || typeof skipped !== "number" || limit.constant < 0) return null;
  return limit.constant + Math.max(0, skipped);
}

/** What it costs that the source gets no value for a filter that it wants a value of. */
function costOfListing(table: Table, conditions: readonly PlannedCondition[]): number {
  const equal = new Set(
    conditions
      .filter(({ comparison }) => comparison === "eq" || comparison === "in")
      .map(({ column }) => table.columns[column]?.name),
  );
  if (table.key !== null && equal.has(table.key)) return 0;
  const lacking = table.filters.filter(({ column }) => !equal.has(column));
  if (lacking.some(({ required }) => required)) return refusedCost;
  return lacking.some(({ eachOf }) => eachOf !== undefined) ? fanOutCost : 0;
}
