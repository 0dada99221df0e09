import type { QueryResult } from "../table/query-result";
import type { SqlValue } from "../table/column";

/** Values for `?` (a list, in order) or for `@name`, `:name` and `$name` (an object, names without the mark). */
export type QueryParameters = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

export type QueryRequest = {
  readonly sql: string;
  readonly parameters?: QueryParameters;
  /** Rows to return at most; the result is `partial` when more exist. No limit when absent. */
  readonly maxRows?: number;
};

export type QueryProgress = { readonly rowsRead: number; readonly requests: number };

export type QueryContext = {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: QueryProgress) => void;
};

/** One access that the planner chose, as `EXPLAIN` shows it. */
export type PlannedAccess = {
  readonly table: string;
  /** Columns whose conditions the source applies. */
  readonly pushed: readonly string[];
  /** The access stops early because of a LIMIT. */
  readonly stopsEarly: boolean;
};

export interface QueryEngine {
  /**
   * Runs one SELECT.
   * @throws AppError `SQL_SYNTAX`, `SQL_UNKNOWN_TABLE`, `SQL_UNKNOWN_COLUMN`, `SQL_READ_ONLY`, `SQL_PARAMETER`,
   *   `SQL_FILTER_REQUIRED`, `CANCELLED`, and the errors of the source.
   */
  run(request: QueryRequest, context: QueryContext): Promise<QueryResult>;
  /** What a run would read, by prepare alone: sends nothing. */
  explain(sql: string): readonly PlannedAccess[];
  close(): void;
}
