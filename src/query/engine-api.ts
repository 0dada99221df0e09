import type { QueryResult } from "../table/query-result";
import type { SqlValue } from "../table/column";
import type { Freshness, NumberRange, ScanRequest } from "../table/row-source";

/** Values for `?` (a list, in order) or for `@name`, `:name` and `$name` (an object, names without the mark). */
export type QueryParameters = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

export type QueryRequest = {
  readonly sql: string;
  readonly parameters?: QueryParameters;
  /** Rows to return at most; the result is `partial` when more exist. No limit when absent. */
  readonly maxRows?: number;
};

export type QueryProgress = {
  readonly rowsRead: number;
  readonly requests: number;
  /** Requests that reading takes in all, as far as it is known by now. */
  readonly expected: NumberRange | null;
};

export type QueryContext = {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: QueryProgress) => void;
  /** How old rows may be; the source is asked when absent. */
  readonly freshness?: Freshness;
  /** Requests after which the run fails with `REQUEST_LIMIT`, or as soon as it is sure that they will not do; no limit when absent. */
  readonly maxRequests?: number;
  /** Told what the run would ask of the source first, before it asks; a rejection ends the run. Not called when nothing is asked. */
  readonly beforeReading?: (reads: readonly PlannedRead[]) => Promise<void>;
};

/** One access that the planner chose, as `EXPLAIN` shows it. */
export type PlannedAccess = {
  readonly table: string;
  /** Columns whose conditions the source applies. */
  readonly pushed: readonly string[];
  /** Columns whose conditions SQLite applies to the rows that come. */
  readonly local: readonly string[];
  /** Values come from the rows of other tables, so that what is read is known only while running. */
  readonly dependent: boolean;
  /** The access stops early because of a LIMIT. */
  readonly stopsEarly: boolean;
};

/** What a run would ask of the source first, with the values that it would ask with. */
export type PlannedRead =
  | { readonly kind: "scan"; readonly request: ScanRequest; /** Rows that suffice, when a LIMIT says so. */ readonly rowsWanted: number | null }
  | { readonly kind: "lookup"; readonly table: string; readonly keys: number };

/** How a statement would be answered. */
export type QueryPlan = {
  readonly accesses: readonly PlannedAccess[];
  /** Reads that can be told beforehand; those of dependent accesses follow from the rows of others. */
  readonly reads: readonly PlannedRead[];
};

export interface QueryEngine {
  /**
   * Runs one SELECT.
   * @throws AppError `SQL_SYNTAX`, `SQL_UNKNOWN_TABLE`, `SQL_UNKNOWN_COLUMN`, `SQL_READ_ONLY`, `SQL_PARAMETER`,
   *   `SQL_FILTER_REQUIRED`, `REQUEST_LIMIT`, `CANCELLED`, and the errors of the source.
   */
  run(request: QueryRequest, context: QueryContext): Promise<QueryResult>;
  /** What a run would read; sends nothing. @throws AppError as {@link run} for a statement that cannot be run. */
  explain(request: QueryRequest): QueryPlan;
  close(): void;
}
