import type { SqlValue } from "./column";
import type { PartialReason } from "./query-result";
import type { Row, Table } from "./table";

/** Bounds of a range filter, as values of the column's SQL type. */
export type Range = {
  readonly gt?: SqlValue;
  readonly gte?: SqlValue;
  readonly lt?: SqlValue;
  readonly lte?: SqlValue;
};

/** A conjunction. A source may return more rows than it describes, never fewer: the engine checks again. */
export type Conditions = {
  readonly equals: Readonly<Record<string, SqlValue>>;
  readonly ranges: Readonly<Record<string, Range>>;
};

export type ScanRequest = {
  readonly table: Table;
  /** Names of the columns to deliver, in this order. */
  readonly columns: readonly string[];
  readonly conditions: Conditions;
};

export type LookupRequest = {
  readonly table: Table;
  readonly columns: readonly string[];
  readonly key: string;
};

export type ReadContext = {
  readonly signal: AbortSignal;
  /** Called once for every request sent. */
  readonly onRequest: () => void;
  /** Called when rows that belong to the answer cannot be delivered, with the reason. */
  readonly onPartial?: (reason: PartialReason) => void;
};

/** Where rows come from. Knows nothing of SQL. */
export interface RowSource {
  /** Finds a table by any accepted spelling: case and underscores do not matter. */
  find(name: string): Table | undefined;
  /** All canonical table names, sorted. */
  names(): readonly string[];
  /**
   * Lists rows, a page at a time; a reader that stops pulling stops the requests.
   * @throws AppError `SQL_FILTER_REQUIRED` when a required filter is missing, and the errors of the source.
   */
  scan(request: ScanRequest, context: ReadContext): AsyncIterable<readonly Row[]>;
  /** Reads one row by key; `null` when it does not exist. */
  lookup(request: LookupRequest, context: ReadContext): Promise<Row | null>;
}
