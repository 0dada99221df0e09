import type { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import type { Store } from "../base/store";
import type { TableLocation, TableTarget, VersionedStore } from "../platform/ports";
import type { QueryContext, QueryParameters } from "../query/engine-api";
import type { PartialReason, QueryResult } from "../table/query-result";
import type { Table } from "../table/table";

/** What a person types to make a connection. */
export type ConnectionDraft = {
  readonly name: string;
  readonly apiKey: Secret;
  /** API root; absent: Stripe, or the deployment's own root for test keys. */
  readonly apiBase?: string;
  /** Connected account to act on, `acct_…`. */
  readonly accountId?: string;
};

/** A saved connection without its secret. */
export type ConnectionSummary = {
  readonly name: string;
  readonly mode: "test" | "live";
  readonly keyKind: "restricted" | "secret";
  readonly apiBase: string;
  readonly accountId: string | null;
  /** Comes with the deployment (the sandbox) and cannot be removed. */
  readonly builtIn: boolean;
};

/** What *Test connection* found out. */
export type ConnectionCheck = {
  /** Account id and display name; the name is `null` when the key may not read it. */
  readonly account: { readonly id: string | null; readonly name: string | null };
  readonly mode: "test" | "live";
  /** Core tables and whether the key may read them; `missing` is Stripe's permission name, when told. */
  readonly access: readonly { readonly table: string; readonly readable: boolean; readonly missing: string | null }[];
};

export interface Connections {
  /** All connections, sorted by name; empty until `load` has run. */
  readonly list: Store<readonly ConnectionSummary[]>;
  /** Where they are kept; `memory` means: until Excel closes. `null` until `load` has run. */
  readonly storage: Store<VersionedStore["kind"] | null>;
  load(signal: AbortSignal): Promise<void>;
  /** @throws AppError `BAD_SETTING`, `REAUTH_REQUIRED` for a wrong key, `STRIPE_UNAVAILABLE`. */
  test(draft: ConnectionDraft, signal: AbortSignal): Promise<ConnectionCheck>;
  /** Saves or replaces. Nothing is stored when it throws. @throws AppError `BAD_SETTING`, `STORAGE_UNAVAILABLE`. */
  save(draft: ConnectionDraft, signal: AbortSignal): Promise<ConnectionSummary>;
  remove(name: string, signal: AbortSignal): Promise<void>;
}

export type RunQuery = {
  readonly sql: string;
  /** Connection name; absent: the only one. */
  readonly connection?: string;
  readonly parameters?: QueryParameters;
  readonly maxRows?: number;
};

/** When a query of the workbook runs by itself. */
export type Schedule = { readonly onOpen: boolean; readonly everyMinutes: number | null };

/** The outcome of a query's last run. */
export type LastRun = {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly rows: number;
  readonly complete: boolean;
  readonly reasons: readonly PartialReason[];
  /** The sentence of the failure, when it failed; rows are then those of the run before. */
  readonly error: string | null;
};

/** A query that lives in the workbook. Never holds a secret. */
export type QueryDefinition = {
  readonly id: string;
  readonly name: string;
  readonly sql: string;
  /** Connection name. */
  readonly connection: string;
  readonly maxRows: number | null;
  /** Values for the parameters of `sql`, when it has some. */
  readonly parameters?: QueryParameters;
  /** Excel's id of the table that shows it. */
  readonly tableId: string;
  readonly schedule: Schedule;
  readonly lastRun: LastRun | null;
};

export type InsertRequest = {
  readonly run: RunQuery;
  /** Shown name, also the wished table name. */
  readonly name: string;
  readonly target: TableTarget;
  readonly schedule?: Schedule;
};

export type InsertOutcome = {
  readonly definition: QueryDefinition;
  readonly location: TableLocation;
  readonly result: QueryResult;
};

/** What a query of the workbook is doing now. */
export type QueryState = {
  readonly definition: QueryDefinition;
  readonly running: boolean;
  /** Failure of the last attempt in this session, with its hint. */
  readonly error: AppError | null;
};

export interface Queries {
  readonly list: Store<readonly QueryState[]>;
  /** Reads the definitions from the workbook. */
  load(signal: AbortSignal): Promise<void>;
  /** Runs the query, writes the table, stores the definition. Nothing stays when it throws. */
  insert(request: InsertRequest, context: QueryContext): Promise<InsertOutcome>;
  /** Runs it again and rewrites the table's values; on failure the table keeps its rows. */
  refresh(id: string, context: QueryContext): Promise<QueryResult>;
  /** Refreshes every definition, one failure does not stop the others. Failures are in `list`. */
  refreshAll(context: QueryContext): Promise<void>;
  setSchedule(id: string, schedule: Schedule, signal: AbortSignal): Promise<void>;
  /** Forgets the definition; the table stays as plain data. */
  remove(id: string, signal: AbortSignal): Promise<void>;
}

export interface App {
  readonly connections: Connections;
  readonly queries: Queries;
  /** All tables by name, for search and for column choice. */
  tables(): readonly Table[];
  /** Runs one SELECT; equal calls in flight share one run, and the last caller that leaves cancels it. */
  runQuery(request: RunQuery, context: QueryContext): Promise<QueryResult>;
  /** Runs overdue and on-open schedules, then the others as they come due; ends when aborted. */
  runSchedules(signal: AbortSignal): Promise<void>;
}
