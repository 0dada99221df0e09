import type { SqlValue } from "../../table/column";

/** A function that statements can call. Throws `AppError` for arguments that make no sense. */
export type ScalarFunction = {
  readonly name: string;
  /** Number of arguments; -1 for any. */
  readonly arity: number;
  /** Its numbers are REAL, also whole ones, so that dividing them keeps the fraction. */
  readonly real?: true;
  /** The same arguments must always give the same value. */
  readonly call: (...values: readonly SqlValue[]) => SqlValue;
};

/** A function over the rows of a group. Its numbers are REAL, also whole ones. */
export type AggregateFunction = {
  readonly name: string;
  readonly start: () => { add(value: SqlValue): void; result(): SqlValue };
};
