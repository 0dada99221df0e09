import type { SqlValue } from "./column";
import type { PartialReason, TableLoad } from "./query-result";
import type { RowBlock } from "./row-block";
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

/**
 * Conditions of the statement that no listing takes, by column, for a source that can search. They are a conjunction
 * with {@link ScanRequest.conditions}; a source that cannot use them ignores them.
 */
export type Narrowing = Conditions & {
  /** A text that the column must contain, whatever the case. */
  readonly contains: Readonly<Record<string, string>>;
  /** Values that metadata must have, by metadata key. */
  readonly metadata: Readonly<Record<string, string>>;
};

/**
 * How much of a listing will be read: `all` lets a source read ahead, in parallel; with `some` it asks for no more than
 * is pulled.
 */
export type Extent = "all" | "some";

export type ScanRequest = {
  readonly table: Table;
  /** Names of the columns to deliver, in this order. */
  readonly columns: readonly string[];
  readonly conditions: Conditions;
  /** `some` when absent. */
  readonly extent?: Extent;
  readonly narrowing?: Narrowing;
};

export type LookupRequest = {
  readonly table: Table;
  readonly columns: readonly string[];
  readonly key: string;
};

/** How old rows may be that come from memory. */
export type Freshness = {
  /** Milliseconds; 0: the source asks Stripe, if only for what changed since. */
  readonly maxAgeMs: number;
  /** Everything is listed again, even where asking for the changes would do. */
  readonly reload?: true;
};

/** Whole numbers; `most` is `null` when nobody can tell. */
export type NumberRange = { readonly least: number; readonly most: number | null };

export type ReadContext = {
  readonly signal: AbortSignal;
  /** `{ maxAgeMs: 0 }` when absent. */
  readonly freshness?: Freshness;
  /** Called once for every request sent. */
  readonly onRequest: () => void;
  /** Called as rows arrive, before they are delivered. */
  readonly onRows?: (count: number) => void;
  /** Called when rows that belong to the answer cannot be delivered, with the reason. */
  readonly onPartial?: (reason: PartialReason) => void;
  /** Called once for every scan and every single row that was read, when it is there. */
  readonly onLoad?: (load: TableLoad) => void;
  /** Called while a listing goes on, when the requests that it takes in all are known better. */
  readonly onEstimate?: (estimate: { readonly table: string; readonly requests: NumberRange }) => void;
};

/** What an estimate may count on. */
export type EstimateContext = {
  /** How old rows may be that come from memory, as of a read: `{ maxAgeMs: 0 }` when absent. */
  readonly freshness?: Freshness;
  /** With what the source is asked, by two requests at most; `null`: nothing is sent. */
  readonly probe: ReadContext | null;
};

/** What reading a scan would take. */
export type ScanEstimate = {
  /** Requests; `null` when unknown. */
  readonly requests: NumberRange | null;
  /** Rows; `null` when unknown. */
  readonly rows: NumberRange | null;
  /** `memory`: the rows are there already; `counted`: they were listed before; `probed`: judged by their newest ones. */
  readonly basis: "memory" | "counted" | "probed" | "unknown";
  /** Conditions that the source applies, as its API writes them: `created[gte]=1767225600`, `status=all`. */
  readonly sent: readonly string[];
};

/** Where rows come from. Knows nothing of SQL. */
export interface RowSource {
  /** Finds a table by any accepted spelling: case and underscores do not matter. */
  find(name: string): Table | undefined;
  /** All canonical table names, sorted. */
  names(): readonly string[];
  /**
   * Lists rows, a page at a time, each key once, in the order that {@link Table.newestFirst} promises; a reader that stops
   * pulling stops the requests.
   * @throws AppError `SQL_FILTER_REQUIRED` when a required filter is missing, and the errors of the source.
   */
  scan(request: ScanRequest, context: ReadContext): AsyncIterable<readonly Row[]>;
  /** {@link scan} by column, for a source that keeps its rows so. */
  scanBlocks?(request: ScanRequest, context: ReadContext): AsyncIterable<RowBlock>;
  /** Reads one row by key; `null` when it does not exist. */
  lookup(request: LookupRequest, context: ReadContext): Promise<Row | null>;
  /** What a scan would take by a reader of this freshness. */
  estimate(request: ScanRequest, context: EstimateContext): Promise<ScanEstimate>;
}
