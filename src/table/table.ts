import type { Column, SqlValue } from "./column";

/** A condition that the source can apply itself. */
export type Filter = {
  /** The column that the condition is about. */
  readonly column: string;
  /** `equal`: one value; `range`: gt, gte, lt, lte; `contains`: part of a text. */
  readonly kind: "equal" | "range" | "contains";
  /** The source refuses to list without it. */
  readonly required?: true;
  /** Without it the source lists once for each row of this table, which takes as many requests. */
  readonly eachOf?: string;
  /** Only a search takes it: it is handed over as narrowing, never as a condition. */
  readonly searched?: true;
};

/** A table as the query engine sees it: a declaration, no code. */
export type Table = {
  /** Canonical name, such as `balance_transactions`. */
  readonly name: string;
  /** One sentence of what a row is. */
  readonly doc: string;
  /** Column that identifies a row and can be looked up alone, or `null`. */
  readonly key: string | null;
  /** Costly columns first and within the first 62; hidden ones last. */
  readonly columns: readonly Column[];
  readonly filters: readonly Filter[];
  /** Column by which rows arrive newest first, when the source promises that. */
  readonly newestFirst: string | null;
  /** A look-up by key finds rows that no listing has, so a row that is not listed may exist all the same. */
  readonly unlisted?: true;
  /** Columns that a person sees first, in order. */
  readonly defaultColumns: readonly string[];
};

/** Values in the order of the columns that were asked for. */
export type Row = readonly SqlValue[];
