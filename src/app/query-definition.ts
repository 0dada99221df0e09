import type { StripeMode } from "../auth/oauth-app";
import type { ColumnLink } from "../platform/ports";
import type { QueryParameters } from "../query/engine-api";
import type { PartialReason } from "../table/query-result";
import type { Repeat } from "./repeat";
import type { UnknownContent } from "./unknown-content";

/** When a query of the workbook runs by itself. */
export type Schedule = {
  readonly onOpen: boolean;
  readonly repeat: Repeat | null;
  /** It also runs when the person changes this cell: an address with its sheet (`Sheet1!B2`), or a defined name. */
  readonly onChange?: string;
  /** Excel's id of that cell's sheet, which survives renames; absent for a name, and when an earlier version noted the cell. `setSchedule` sets it. */
  readonly onChangeSheet?: string;
  /** The installation whose Excel runs it, a random id; absent: whichever runs it first. `setSchedule` sets it. */
  readonly owner?: string;
};

/** The outcome of a query's last run. */
export type LastRun = {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly rows: number;
  readonly complete: boolean;
  readonly reasons: readonly PartialReason[];
  /** Requests sent to Stripe, milliseconds that it took, and the account's mode; absent when an earlier version noted the run. */
  readonly requests?: number;
  readonly elapsedMs?: number;
  readonly mode?: StripeMode;
  /** When the rows were true, milliseconds since 1970 UTC; what made it run; rows that the table got, changed and lost. */
  readonly asOf?: number;
  readonly cause?: RunCause;
  readonly added?: number;
  readonly changed?: number;
  readonly gone?: number;
  /** What a person should know of how the table was written, such as why rows were not placed by key. */
  readonly note?: string;
  /** The sentence of the failure, when it failed; rows and all else are then those of the run before. */
  readonly error: string | null;
  /** What a later version of the connector notes with it, written back as it came. */
  readonly unknown?: UnknownContent;
};

/** What made a query run. */
export type RunCause = "insert" | "person" | "opening" | "schedule" | "cell";

/** What was picked in the pane, so that it can be edited there again; the query's `sql` is made of it. */
export type BuilderState = {
  /** Name of a table of Stripe. */
  readonly table: string;
  readonly columns: readonly string[];
  /** Values that Stripe lists the table for, by column. */
  readonly required: Readonly<Record<string, string>>;
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
  /** The table's name when it was last written, and which of its columns are ours; absent when an earlier version wrote it. */
  readonly tableName?: string;
  readonly columns?: readonly ColumnLink[];
  /** How it was picked; absent when its SELECT was written by hand, or by an earlier version. */
  readonly builder?: BuilderState;
  /** Rows that did not come again are deleted; absent: they stay and are marked. */
  readonly deletesGone?: true;
  /** Each run leaves evidence on the audit sheet. */
  readonly evidence?: true;
  readonly schedule: Schedule;
  /** Why its schedule does not run it until the person runs or changes it. */
  readonly paused?: string;
  /** What ends the pause besides; absent: nothing. */
  readonly pausedUntil?: "signedIn";
  readonly lastRun: LastRun | null;
  /** Runs before the last one, newest first, at most {@link mostHistory}. */
  readonly history?: readonly LastRun[];
  /** When a person last changed it, milliseconds since 1970 UTC; absent: not since it was inserted. */
  readonly changedAt?: number;
  /** What a later version of the connector notes with it, written back as it came. */
  readonly unknown?: UnknownContent;
};

/** Runs that are kept of each query, besides the last one. */
export const mostHistory = 20;

/** Characters that are kept of why a run failed, or of why a schedule is paused; Stripe may say more. */
export const longestReason = 500;

/** What of a query is changed; what is absent stays. A new `sql` without a `builder` is one that was written by hand. */
export type QueryChange = Partial<Pick<QueryDefinition, "sql" | "connection" | "maxRows" | "builder" | "parameters">>;
