import type {
  AnsweredQuery,
  App,
  ConnectedAccount,
  ConnectionCheck,
  ConnectionDraft,
  ConnectionSummary,
  OAuthOffers,
  RunContext,
  RunQuery,
} from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import { createStore } from "../../src/base/store";
import type { QueryEstimate } from "../../src/app/query-estimate";
import type { ReadCount } from "../../src/connections/read-counts";
import type { VersionedStore } from "../../src/platform/ports";
import type { NumberRange } from "../../src/table/row-source";
import type { PartialReason } from "../../src/table/query-result";
import { createFakeSession, fakeSignIns, type FakeSession, noOffers } from "./fake-sign-ins";
import { createFakeEvidence, type FakeEvidenceOptions } from "./fake-evidence";
import { createFakeQueries, type FakeQueriesOptions } from "./fake-queries";
import { fixedNow } from "./fixed-now";
import { createFakeTrust, type FakeTrustOptions } from "./fake-trust";
import { sampleTables } from "./sample-tables";


/** An app in memory that behaves: keys that begin with `rk_test_bad` are refused, reads wait until they are let go. */
export type FakeApp = App & {
  /** From now on reads wait for {@link FakeApp.release}. */
  hold(): void;
  release(): void;
  readonly calls: string[];
};

type FakeOptions = FakeTrustOptions & FakeQueriesOptions & FakeEvidenceOptions & {
  readonly connections?: readonly ConnectionSummary[];
  readonly storage?: "device" | "memory" | "vault" | null;
  /** Why the connections cannot be read, once. */
  readonly loadFailure?: AppError;
  readonly accounts?: readonly ConnectedAccount[];
  readonly removalWarning?: AppError | null;
  /** Why a sign-in that is not saved cannot be ended. */
  readonly giveUpFailure?: AppError | null;
  readonly offers?: OAuthOffers;
  /** The sign-in that the next one is. */
  readonly session?: FakeSession;
  /** What every answer says beside its rows. */
  readonly answer?: Partial<AnsweredQuery>;
  /** What is known of the requests while reading. */
  readonly expected?: NumberRange;
  /** Why runs that may send no more requests than usual fail. */
  readonly limitFailure?: AppError;
  readonly estimate?: Partial<QueryEstimate>;
  readonly reads?: ReadCount;
  /** Why runs fail until the workbook is allowed. */
  readonly notAllowed?: AppError;
};

/** Name, secret and account of a draft, as the log of calls has them. */
function told({ settings, grant }: ConnectionDraft): string {
  const { Name, ApiKey, OAuthAccessToken } = settings;
  const secret = ApiKey ?? OAuthAccessToken;
  return [Name, secret instanceof Secret ? secret.reveal() : secret, grant?.id].filter((part) => part !== undefined).join(" ");
}

export const acme: ConnectionSummary = {
  name: "Acme",
  mode: "test",
  signIn: "restrictedKey",
  apiBase: "https://api.stripe.com",
  accountId: null,
  account: null,
  builtIn: false,
  needsSignIn: false,
};

export const rowLimitReason: PartialReason = { code: "ROW_LIMIT", message: "First 1,000 rows; more exist." };

const check: ConnectionCheck = {
  account: { id: "acct_1Acme", name: "Acme GmbH" },
  mode: "test",
  access: [
    { table: "charges", readable: true, missing: null },
    { table: "customers", readable: true, missing: null },
    { table: "balance_transactions", readable: true, missing: null },
    { table: "payouts", readable: false, missing: "rak_payout_read" },
  ],
};

export function createFakeApp(options: FakeOptions = {}): FakeApp {
  const { connections = [acme], storage = "device", accounts = [], removalWarning = null, giveUpFailure = null, offers = noOffers } = options;
  const session = options.session ?? createFakeSession();
  const kept = createStore<VersionedStore["kind"] | null>(storage);
  const loadFailures = options.loadFailure ? [options.loadFailure] : [];
  const calls: string[] = [];
  const held = createStore(false);
  const connectionList = createStore(connections);
  async function untilReleased(signal: AbortSignal): Promise<void> {
    if (!held.get()) return;
    await new Promise<void>((resolve, reject) => {
      held.subscribe(resolve);
      signal.addEventListener("abort", () => reject(new AppError("CANCELLED", "Cancelled.")));
    });
  }

  async function read({ signal, onProgress }: RunContext, { maxRows, maxRequests }: Partial<RunQuery>): Promise<AnsweredQuery> {
    onProgress?.({ rowsRead: 300, requests: 3, expected: options.expected ?? null });
    await untilReleased(signal);
    signal.throwIfAborted();
    if (options.notAllowed && !calls.some((call) => call.startsWith("allow "))) throw options.notAllowed;
    if (options.limitFailure && maxRequests !== null) throw options.limitFailure;
    const rows = Array.from({ length: maxRows ?? 1200 }, (_, index) => [`ch_${index}`]);
    const complete = maxRows === undefined;
    const reasons = complete ? [] : [{ ...rowLimitReason, message: `First ${maxRows.toLocaleString("en-US")} rows; more exist.` }];
    return {
      columns: [{ name: "id", type: "text", origin: null }],
      rows,
      complete,
      reasons,
      requests: 3,
      asOf: fixedNow,
      elapsedMs: 1200,
      loads: [],
      connection: acme.name,
      mode: acme.mode,
      reads: null,
      ...options.answer,
    };
  }

  const hasConnection = (name: string | undefined): boolean => connectionList.get().some((connection) => connection.name === name);

  return {
    calls,
    hold: () => held.set(true),
    release: () => held.set(false),
    connections: {
      list: connectionList,
      storage: kept,
      revisionOf: () => 0,
      load: () => {
        const failure = loadFailures.pop();
        if (failure) return Promise.reject(failure);
        kept.set(storage ?? "device");
        return Promise.resolve();
      },
      test: (draft) => {
        calls.push(`test ${told(draft)}`);
        if (!told(draft).includes(" rk_test_bad")) return Promise.resolve(check);
        return Promise.reject(
          new AppError("REAUTH_REQUIRED", "Stripe does not know this key.", { hint: "Copy it again from Stripe's API keys page." }),
        );
      },
      save: (draft) => {
        calls.push(`save ${told(draft)}`);
        if (draft.settings.Name === "Full") {
          return Promise.reject(
            new AppError("STORAGE_UNAVAILABLE", "This device has no space left.", { hint: "Free some space, then try again." }),
          );
        }
        const { Name, AccountId } = draft.settings;
        const saved: ConnectionSummary = {
          ...acme,
          name: String(Name),
          accountId: AccountId === undefined ? null : String(AccountId),
          ...(draft.grant ? { signIn: "oauth", account: draft.grant.account } : {}),
        };
        connectionList.set([...connectionList.get(), saved]);
        return Promise.resolve(saved);
      },
      remove: (name) => {
        calls.push(`remove ${name}`);
        connectionList.set(connectionList.get().filter((connection) => connection.name !== name));
        return Promise.resolve({ warning: removalWarning });
      },
      giveUp: (grant) => {
        calls.push(`give up ${grant.id}`);
        return giveUpFailure ? Promise.reject(giveUpFailure) : Promise.resolve({ warning: null });
      },
      connectedAccounts: (draft) => {
        calls.push(`accounts ${told(draft)}`);
        return Promise.resolve(accounts);
      },
      reconnect: (name, grant) => {
        calls.push(`reconnect ${name} ${grant.id}`);
        connectionList.set(connectionList.get().map((one) => (one.name === name ? { ...one, needsSignIn: false } : one)));
        return Promise.resolve({ ...acme, name });
      },
    },
    trust: createFakeTrust(options, calls),
    signIns: fakeSignIns({ calls, offers, session }),
    queries: createFakeQueries(options, { calls, read, untilReleased, hasConnection }),
    evidence: createFakeEvidence(options, { calls, untilReleased }),
    runProcedure: ({ name, inputs, connection }) => {
      calls.push(`run ${name} ${JSON.stringify(inputs)} ${connection}`);
      if (name !== "GetOAuthAccessToken") return Promise.resolve({ columns: [{ name: "URL", doc: "", type: "text" }], row: ["https://stripe.test/consent"] });
      const columns = [{ name: "OAuthAccessToken", doc: "", type: "text" } as const];
      return Promise.resolve({ columns, row: [new Secret("sk_test_a_long_made_up_token")] });
    },
    tables: () => sampleTables,
    runQuery: (request, context) => read(context, request),
    explain: async ({ sql, connection = acme.name }, { probe }, { signal }) => {
      calls.push(`explain ${sql} | ${probe ? "probe" : "send nothing"}`);
      await untilReleased(signal);
      return {
        connection,
        mode: "test",
        tables: [],
        requests: { least: 0, most: 0 },
        seconds: null,
        pace: { mostASecond: 25, ofASecond: 25 },
        reads: null,
        limit: 500,
        probes: 0,
        ...options.estimate,
      };
    },
    readsOf: () => Promise.resolve(options.reads === undefined ? null : createStore(options.reads)),
    runSchedules: () => Promise.resolve(),
  };
}
