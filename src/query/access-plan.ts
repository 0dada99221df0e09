import type { SqlValue } from "../table/column";
import type { Table } from "../table/table";

/** How a condition compares; `in` is an equality with a list of values, `like` has a pattern, `match` an object's values. */
export type Comparison = "eq" | "in" | "gt" | "gte" | "lt" | "lte" | "like" | "match";

/** Comparisons that no listing takes, and some searches do. */
export function isForSearch(comparison: Comparison): comparison is "like" | "match" {
  return comparison === "like" || comparison === "match";
}

/** One condition that SQLite will hand over with its value when it opens the table. */
export type PlannedCondition = {
  /** Index of the column in the table's declaration. */
  readonly column: number;
  readonly comparison: Comparison;
  /** The value is not written in the statement: a parameter, an expression, or the row of another table. */
  readonly late: boolean;
  /** Only rows that meet it are served, so that SQLite need not check it again for each of them. */
  readonly exact: boolean;
};

/** How SQLite will read one table of a statement; one plan may be used with many values. */
export type AccessPlan = {
  readonly table: string;
  /** In the order of the values that xFilter receives. */
  readonly conditions: readonly PlannedCondition[];
  /** Indexes of other columns that the statement has conditions on, which SQLite applies to the rows by itself. */
  readonly checked: readonly number[];
  /** The reader relies on rows coming newest first. */
  readonly newestFirst: boolean;
  /** A LIMIT of the statement applies to this table alone, so that reading may stop early. */
  readonly stopsEarly: boolean;
  /** All that is wanted is the row of one key. */
  readonly byKey: boolean;
  /** Rows that the LIMIT (with its OFFSET) asks for, where it is written as a number. */
  readonly limit: number | null;
};

/** A value handed over at run time: one, or the list of an IN. */
export type Argument = SqlValue | readonly SqlValue[];

/** One opening of a table while a statement runs. */
export type Access = {
  readonly table: Table;
  readonly plan: AccessPlan;
  /** The plan as text; equal for all accesses of the same plan. */
  readonly planText: string;
  readonly arguments: readonly Argument[];
};

/** A plan with its text and the number under which SQLite keeps it between planning and running (`idxNum`). */
export type RegisteredPlan = { readonly plan: AccessPlan; readonly planText: string; readonly number: number };

/** Keeps plans by number, since reading a text would take long for something that may run once a row. */
export type PlanRegistry = {
  /** Equal plans have one number. */
  register(plan: AccessPlan): RegisteredPlan;
  /** @throws Error for a number that was never given. */
  at(number: number): RegisteredPlan;
};

/** Makes an empty {@link PlanRegistry}. */
export function createPlanRegistry(): PlanRegistry {
  const plans: RegisteredPlan[] = [];
  const byText = new Map<string, RegisteredPlan>();
  return {
    register(plan) {
      const planText = JSON.stringify(plan);
      const known = byText.get(planText);
      if (known) return known;
      const registered = { plan, planText, number: plans.length };
      plans.push(registered);
      byText.set(planText, registered);
      return registered;
    },
    at(number) {
      const registered = plans[number];
      if (!registered) throw new Error(`SQLite named an unknown plan: ${number}`);
      return registered;
    },
  };
}
