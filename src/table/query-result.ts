import type { ColumnType, SqlValue } from "./column";

/** Why a result may lack rows. */
export type PartialReason = {
  readonly code: "ROW_LIMIT" | "PERMISSION" | "CANCELLED" | "EVENT_WINDOW" | "NOT_ENABLED" | "SEARCH_LAG";
  /** A sentence for a bookkeeper, such as "First 1,000 rows; more exist." */
  readonly message: string;
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
  /** When reading began, milliseconds since 1970 UTC. */
  readonly asOf: number;
};
