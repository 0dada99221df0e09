import type { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import type { Store } from "../base/store";
import type { GrantSummary } from "../auth/grant";
import type { OAuthVariant, StripeMode } from "../auth/oauth-app";
import type { PropertyName } from "../connections/properties";
import type { ReadCount } from "../connections/read-counts";
import type { TableLocation, TableTarget, VersionedStore } from "../platform/ports";
import type { QueryContext, QueryParameters, QueryProgress } from "../query/engine-api";
import type { QueryResult, TableLoad } from "../table/query-result";
import type { Table } from "../table/table";
import type { EvidenceSheets } from "./evidence/evidence-api";
import type { GivenInputs, ProcedureResult } from "./procedures/procedure";
import type { BuilderState, QueryChange, QueryDefinition, RunCause, Schedule } from "./query-definition";
import type { QueryEstimate } from "./query-estimate";
import type { Trust } from "./trust/trust-api";

export type { GrantSummary } from "../auth/grant";
export type { ReadCount } from "../connections/read-counts";
export type { BuilderState, LastRun, QueryChange, QueryDefinition, RunCause, Schedule } from "./query-definition";

/** Settings of a connection as a person gives them, by property name. Secret properties come as `Secret` only. */
export type DraftSettings = Partial<Readonly<Record<PropertyName, string | Secret>>>;

/** What a person enters to make a connection. */
export type ConnectionDraft = {
  /** `Name` and what the sign-in needs; all others have defaults. */
  readonly settings: DraftSettings;
  /** A sign-in by OAuth that was finished before. */
  readonly grant?: GrantSummary;
  /** The person knows that an unrestricted live key may move money, and wants it nevertheless. */
  readonly unrestrictedKeyAccepted?: boolean;
};

/** A saved connection without its secrets. */
export type ConnectionSummary = {
  readonly name: string;
  readonly mode: "test" | "live";
  readonly signIn: "restrictedKey" | "secretKey" | "accessToken" | "oauth";
  readonly apiBase: string;
  readonly accountId: string | null;
  /** The account that was signed in to (`acct_…`), where OAuth told it. */
  readonly account: string | null;
  /** Comes with the deployment (the sandbox) and cannot be removed. */
  readonly builtIn: boolean;
  /** Stripe refused its key or tokens in this session, so nothing can be read until the person signs in again. */
  readonly needsSignIn: boolean;
};

/** How a removal ended: the connection is gone in any case. */
export type Removal = {
  /** What could not be done at Stripe's end, with the next step; `null` when there is nothing to say. */
  readonly warning: AppError | null;
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
  /**
   * Forgets the connection; its tokens are revoked where that can be done, and shredded.
   * @throws AppError `GATEWAY_UNAVAILABLE` when the tokens cannot be shredded now; the connection then stays.
   */
  remove(name: string, signal: AbortSignal): Promise<Removal>;
  /**
   * Ends a finished sign-in that nobody saves; its tokens would be kept alive for ever. One that a saved connection uses stays.
   * @throws AppError `GATEWAY_UNAVAILABLE` when the tokens cannot be shredded now.
   */
  giveUp(grant: GrantSummary, signal: AbortSignal): Promise<Removal>;
  /** Accounts connected to the draft's own (`acct_…`), for the account picker; empty for most. */
  connectedAccounts(draft: ConnectionDraft, signal: AbortSignal): Promise<readonly ConnectedAccount[]>;
  /** Another number whenever the connection was saved or removed, here or, as far as is known, in another workbook. */
  revisionOf(name: string): number;
  /** Puts a new sign-in in place of one that ended; everything else of the connection stays. */
  reconnect(name: string, grant: GrantSummary, signal: AbortSignal): Promise<ConnectionSummary>;
}

/** An account that the key or token may act on. */
export type ConnectedAccount = { readonly id: string; readonly name: string | null };

/** An OAuth app that can be signed in with here. */
export type OAuthOffer = { readonly variant: OAuthVariant; readonly mode: StripeMode };

/** What this deployment offers: apps to sign in with, or the sentence that says why there are none. */
export type OAuthOffers = {
  readonly apps: readonly OAuthOffer[];
  /** An app of the person's own may be used. */
  readonly ownApps: boolean;
  /** What to register as redirect URI of an own app. */
  readonly callbackUrl: string | null;
  /** Why OAuth is off, with the next step; `null` when it is on. */
  readonly unavailable: AppError | null;
};

/** Which app to sign in with. An own app's secret is handed to the gateway once. */
export type OAuthSignInRequest = OAuthOffer & {
  readonly ownApp?: { readonly clientId: string; readonly clientSecret: Secret; readonly channel?: string };
  readonly scope?: string;
};

/** `opening`: the window opens. `waiting`: the person is at Stripe. `codeWanted`: the window is gone without a word, so
 * the person either closed it or reads a code on its last page. `completing`: tokens are being fetched. */
export type SignInPhase = "opening" | "waiting" | "codeWanted" | "completing";

/** A sign-in under way. */
export type SignInSession = {
  readonly phase: Store<SignInPhase>;
  /** The code of the callback page, as typed. @throws AppError `SIGN_IN_FAILED` when it is wrong; may be tried again. */
  enterCode(code: string, signal: AbortSignal): Promise<void>;
  /** The finished sign-in. @throws AppError `SIGN_IN_FAILED`, `CANCELLED`. */
  readonly grant: Promise<GrantSummary>;
};

/** Signing in to Stripe in an Office dialog. */
export interface SignIns {
  /** Asked once, again after a failure. */
  offers(signal: AbortSignal): Promise<OAuthOffers>;
  /** Opens the dialog. Aborting closes it and ends the session with `CANCELLED`. */
  begin(request: OAuthSignInRequest, signal: AbortSignal): SignInSession;
  /** The same for a saved connection, with the app that it was made with. @throws AppError through the session's `grant`. */
  again(connection: string, signal: AbortSignal): SignInSession;
}

/** A value that changes by itself. */
export type Watched<T> = Pick<Store<T>, "get" | "subscribe">;

export type RunQuery = {
  readonly sql: string;
  /** Connection name; absent: the only one. */
  readonly connection?: string;
  readonly parameters?: QueryParameters;
  readonly maxRows?: number;
  /**
   * Milliseconds that rows read earlier stay good; 0: Stripe is asked, if only for what changed since. Absent: the connection's
   * CacheTolerance.
   */
  readonly maxAgeMs?: number;
  /** Rows read before this moment (milliseconds since 1970 UTC) are too old, whatever age is allowed. */
  readonly readAfter?: number;
  /** Everything is listed again, even where asking for the changes would do. */
  readonly reload?: true;
  /** Requests to Stripe after which the run fails with `REQUEST_LIMIT`; `null`: no limit. Absent: the connection's MaxRequests. */
  readonly maxRequests?: number | null;
};

/** What a run is given besides its request. */
export type RunContext = Pick<QueryContext, "signal" | "onProgress">;

/** An answer, and whose data it is. */
export type AnsweredQuery = QueryResult & {
  /** Name of the connection that was read. */
  readonly connection: string;
  readonly mode: StripeMode;
  /** What the account read lately, this run included; `null` where nobody counts. */
  readonly reads: ReadCount | null;
  /** The day that its rows are of in the connection's time zone, such as `2026-11-21`; absent where nobody tells. */
  readonly readOn?: string;
  /** How old its rows could be, by the request or else by the connection, milliseconds; absent where nobody tells. */
  readonly maxAgeMs?: number;
};

export type InsertRequest = {
  readonly run: RunQuery;
  /** Shown name, also the wished table name. */
  readonly name: string;
  readonly target: TableTarget;
  readonly schedule?: Schedule;
  readonly builder?: BuilderState;
  /** `false`: the key of the table is not added when it was not picked. Absent: it is, in a hidden column. */
  readonly keepId?: boolean;
};

export type InsertOutcome = {
  readonly definition: QueryDefinition;
  readonly location: TableLocation;
  readonly result: AnsweredQuery;
};

/** How a query of the workbook is refreshed. Stripe is always asked, whatever was read before. */
export type RefreshWish = Pick<RunQuery, "reload" | "maxRequests"> & {
  /** What makes it run; absent: a person. Over the limit of requests a run by schedule, at which nobody looks, is paused with the reason. */
  readonly cause?: RunCause;
};

/** What a query of the workbook is doing now. */
export type QueryState = {
  readonly definition: QueryDefinition;
  readonly running: boolean;
  /** How far the run under way is, whoever began it; absent or `null` before it has read anything. */
  readonly progress?: QueryProgress | null;
  /** When its schedule runs it next, milliseconds since 1970 UTC; absent or `null`: it does not, or not from here. */
  readonly nextRun?: number | null;
  /**
   * Whose Excel runs its schedule; it may be taken over from another's that is `overdue` (missed two runs) or `untimed` (nobody can tell
   * whether it is late). Absent or `null`: it has none.
   */
  readonly schedule?: "here" | "elsewhere" | "overdue" | "untimed" | null;
  /** Why its schedule does not follow its cell; absent or `null`: it does, or has none. */
  readonly cellError?: AppError | null;
  /** Why evidence of its last run in this session could not be written; absent or `null`: it was, or none is wanted. */
  readonly evidenceError?: AppError | null;
  /** Failure of the last attempt in this session, with its hint. */
  readonly error: AppError | null;
  /** How the rows of the last run in this session came; absent before it. */
  readonly loads?: readonly TableLoad[];
};

export interface Queries {
  readonly list: Store<readonly QueryState[]>;
  /** Why the workbook's queries, or some of them, cannot be shown; they are kept as they are. `null`: all are in the list. */
  readonly unreadable: Watched<AppError | null>;
  /** Reads the definitions from the workbook. */
  load(signal: AbortSignal): Promise<void>;
  /**
   * Runs the query, writes the table, stores the definition. Nothing stays when it throws.
   * @throws AppError as {@link App.runQuery}; after `REQUEST_LIMIT` the person may want it all the same, by `maxRequests: null`.
   */
  insert(request: InsertRequest, context: RunContext): Promise<InsertOutcome>;
  /**
   * Runs it again and rewrites the table's values; on failure the table keeps its rows. What comes was read after the call.
   * @throws AppError as {@link Queries.insert}.
   */
  refresh(id: string, context: RunContext, wish?: RefreshWish): Promise<AnsweredQuery>;
  /** Refreshes every definition, one failure does not stop the others. Failures are in `list`. */
  refreshAll(context: RunContext, wish?: RefreshWish): Promise<void>;
  /** Cancels the run under way, whoever began it; nothing to cancel is no error. */
  stop(id: string): void;
  /**
   * Changes the query, as {@link Queries.insert} makes one: runs it, rewrites its table, where only columns that it got or lost
   * differ, and stores it. Nothing changes when it throws. @throws AppError as {@link Queries.insert}.
   */
  edit(id: string, change: QueryChange, context: RunContext & Pick<RefreshWish, "maxRequests">): Promise<AnsweredQuery>;
  /** Whether rows that do not come again are deleted by the next refresh, or stay and are marked. */
  setGone(id: string, gone: "mark" | "delete", signal: AbortSignal): Promise<void>;
  /** Whether each run leaves evidence on the audit sheet, from the next run on; rows that are there stay, marked when it ends. */
  setEvidence(id: string, on: boolean, signal: AbortSignal): Promise<void>;
  /** Sets when it runs by itself, from now on in this Excel. */
  setSchedule(id: string, schedule: Schedule, signal: AbortSignal): Promise<void>;
  /** How a schedule notes the cell that a person typed; `null`: the selected one. @throws AppError `BAD_ARGUMENT` when there is none such. */
  findCell(text: string | null, signal: AbortSignal): Promise<string>;
  /** Runs a schedule here from now on that is overdue or untimed. @throws AppError `BAD_ARGUMENT` when another Excel runs it on time. */
  takeOver(id: string, signal: AbortSignal): Promise<void>;
  /** Changes its shown name. @throws AppError `BAD_ARGUMENT` when the name is empty or taken. */
  rename(id: string, name: string, signal: AbortSignal): Promise<void>;
  /** Selects its table. @throws AppError `NOT_FOUND` when the table is gone. */
  goTo(id: string, signal: AbortSignal): Promise<void>;
  /** Forgets the definition; the table stays as plain data, or goes with it. */
  remove(id: string, data: "keep" | "delete", signal: AbortSignal): Promise<void>;
}

/** A procedure to be run for a connection; see `procedures/procedures.ts` for what there is. */
export type RunProcedure = { readonly name: string; readonly inputs: GivenInputs; readonly connection: string };

export interface App {
  readonly connections: Connections;
  readonly queries: Queries;
  readonly evidence: EvidenceSheets;
  readonly signIns: SignIns;
  /** Which workbooks may read from which connections. */
  readonly trust: Trust;
  /** All tables by name, for search and for column choice. */
  tables(): readonly Table[];
  /**
   * Runs one SELECT for the workbook; equal calls in flight share one run, and the last caller that leaves cancels it.
   * @throws AppError `NOT_ALLOWED` where the workbook may not read from the connection; as the query engine; `REQUEST_LIMIT` tells
   *   the requests in its detail: `limit`, `least` and, where it can be told, `most`.
   */
  runQuery(request: RunQuery, context: RunContext): Promise<AnsweredQuery>;
  /**
   * What a run would read, and what that would take. Sends nothing without `probe`; with it at most two requests a table.
   * @throws AppError as {@link runQuery} for a statement that cannot be run; `NOT_ALLOWED` with `probe` only.
   */
  explain(request: RunQuery, how: { readonly probe: boolean }, context: RunContext): Promise<QueryEstimate>;
  /**
   * What the connection's account read lately, as far as this device knows; `null` where nobody counts. Sends nothing to Stripe.
   * @throws AppError `NOT_CONNECTED`, `REAUTH_REQUIRED`.
   */
  readsOf(connection: string, signal: AbortSignal): Promise<Watched<ReadCount> | null>;
  /**
   * Runs an OAuth procedure at the gateway; tokens stay there.
   * @throws AppError `BAD_ARGUMENT`, `GATEWAY_UNAVAILABLE`, `SIGN_IN_FAILED`, `REAUTH_REQUIRED`.
   */
  runProcedure(request: RunProcedure, signal: AbortSignal): Promise<ProcedureResult>;
  /**
   * Runs overdue and on-open schedules, then the others as they come due; ends when aborted. `tell` hears why none can run yet, which
   * is tried again.
   */
  runSchedules(signal: AbortSignal, tell?: (problem: AppError) => void): Promise<void>;
}
