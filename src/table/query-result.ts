import type { ColumnType, SqlValue } from "./column";

/** Why a result may lack rows. */
export type PartialReason = {
  readonly code: "ROW_LIMIT" | "PERMISSION" | "CANCELLED" | "EVENT_WINDOW" | "NOT_ENABLED" | "SEARCH_LAG" | "LIST_CUT";
  /** A sentence for a bookkeeper, such as "First 1,000 rows; more exist." */
  readonly message: string;
};

/**
 * How rows of a table came: all listed; listed earlier, and now what changed since (`changes`); as they were read earlier
 * (`memory`); one by one (`lookup`); by a search (`search`).
 */
export const loadKinds = ["list", "changes", "memory", "lookup", "search"] as const;

export type TableLoad = {
  readonly table: string;
  readonly kind: (typeof loadKinds)[number];
  readonly rows: number;
  /** Requests that this load sent; those of a load that another query began are not counted again. */
  readonly requests: number;
  /** The rows are those of this moment, milliseconds since 1970 UTC. */
  readonly asOf: number;
  /** Why it was not done the cheaper way, as a sentence; `null` when it was. */
  readonly why: string | null;
};

export type ResultColumn = {
  readonly name: string;
  /** `null` for an expression whose type SQLite does not declare. */
  readonly type: ColumnType | null;
  /** The table column that the value comes from unchanged. */
  readonly origin: { readonly table: string; readonly column: string } | null;
};

/** Rows with their proof: complete, or partial and why. */
export type QueryResult = {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** True when no row of the answer is missing; otherwise `reasons` says why. */
  readonly complete: boolean;
  readonly reasons: readonly PartialReason[];
  /** Requests sent to the source. */
  readonly requests: number;
  /** The oldest moment that rows of the answer are of, milliseconds since 1970 UTC. */
  readonly asOf: number;
  /** Milliseconds that it took. */
  readonly elapsedMs: number;
  /** What was read, one entry a table and kind. */
  readonly loads: readonly TableLoad[];
};
