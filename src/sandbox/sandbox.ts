import { openAccounts, type Accounts } from "./accounts";
import type { ApiObject } from "./api-object";
import { createObject, removeObject, updateObject, type ChangeContext, type Fields } from "./changes";
import { stillClock, type SandboxClock } from "./clock";
import { fewestCharges } from "./company/company";
import { createRandom } from "./company/random";
import type { Skew } from "./company/time-spread";
import { faultKinds, type FaultOptions } from "./faults/faults";
import type { LimitOptions } from "./http/limits";
import { createServer } from "./http/server";
import { createKeyring, defaultKeys, type SandboxKey } from "./keys";
import { mutableByDefault, mutate, type Mutation } from "./mutations/mutate";
import { steadyMutations } from "./mutations/steady";
import { consentAccounts } from "./oauth/consent-accounts";
import { createOAuth, type OAuthOptions, type SandboxOAuth } from "./oauth/oauth";
import { textSource } from "./oauth/text-source";
import type { Database } from "./store/database";
import { createVisibility } from "./store/visibility";
import { createTrafficLog, type Traffic } from "./traffic";

export type SandboxOptions = LimitOptions & {
  /** Which company; 1 when left out. */
  readonly seed?: number;
  /** How big: 1 is about 2,000 customers and 10,000 charges. When left out, 1, or less where `charges` asks for fewer. */
  readonly scale?: number;
  /** Exactly this many charges; 200 at least. */
  readonly charges?: number;
  /** How the times of charges and customers are spread; as of a company that grows by and by when left out. */
  readonly skew?: Skew;
  /** The company's today, milliseconds since 1970 UTC. Its generated data ends here; later changes carry later times. */
  readonly now: number;
  /** Milliseconds that every answer waits. */
  readonly latencyMs?: number;
  /** Requests that fail; none when left out. */
  readonly faults?: FaultOptions;
  /** Customers and charges that come, change and go each second, as far as the clock goes on. */
  readonly mutationsPerSecond?: number;
  /** New objects and events appear in lists and searches up to this much later, each with a delay of its own; a look-up shows them at once. */
  readonly visibilityLagSeconds?: number;
  /** How far the search index is behind; searches filter by it, but show objects as they are. */
  readonly searchLagSeconds?: number;
  /** Products that the accounts are not set up to use: `issuing`, `identity`, `treasury`, `accounts_v2`. */
  readonly notEnabled?: readonly string[];
  readonly keys?: Readonly<Record<string, SandboxKey>>;
  /** Needed for everything that takes time or happens in it; without one, time stands still at `now`, and nothing is late. */
  readonly clock?: SandboxClock;
  readonly oauth?: OAuthOptions;
};

/** A Stripe-like server in memory, with a generated company. The methods that take an account mean the platform's when it is left out. */
export type Sandbox = {
  /** Answers as api.stripe.com would, and connect.stripe.com and marketplace.stripe.com for OAuth. Rejects with `ConnectionCut` only. */
  handle(request: Request): Promise<Response>;
  /** The account ids: the company's own, and the one connected to it (`Stripe-Account`). */
  accounts(): { readonly platform: string; readonly connected: string };
  /** Every object of a resource (`charge`), newest first, visible or not: what a complete and correct client must find in the end. */
  all(resource: string, account?: string): readonly ApiObject[];
  /** Adds an object; fields not given are those of the newest one. Notes the event. */
  create(resource: string, fields: Fields, account?: string): ApiObject;
  /** Changes fields of an object. Notes the event. Throws when there is no such object. */
  update(id: string, fields: Fields, account?: string): ApiObject;
  /** Takes an object away. Notes the event. Throws when there is no such object. */
  remove(id: string, account?: string): void;
  /** Makes one change by chance, which follows from the seed, to one of the resources: customers and charges when none are named. */
  mutate(resources?: readonly string[], account?: string): Mutation;
  /** Ends a key: it gets 401 `api_key_expired` from now on. */
  revokeKey(key: string): void;
  /** What was asked and answered so far. */
  traffic(): Traffic;
  clearTraffic(): void;
  readonly oauth: SandboxOAuth;
};

/** Starts a sandbox. The company is generated at the first use. Throws when a pace is asked for without a clock. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { seed = 1, clock = stillClock } = options;
  refuseNonsense(options);
  let opened: Accounts | undefined;
  const accounts = (): Accounts => (opened ??= openAccounts(companyOf(options)));
  const startedAt = clock.now();
  const present = (): number => options.now + clock.now() - startedAt;
  const random = createRandom(seed).fork("changes");
  const changing = (database: Database, at = present()): ChangeContext => ({ database, random, now: Math.floor(at / 1_000), nowMs: at });
  const chances = createRandom(seed).fork("mutations");
  const steady = steadyMutations(options.mutationsPerSecond ?? 0, options.now);
  const step = (database: Database, resources: readonly string[], at = present()): Mutation =>
    mutate({ ...changing(database, at), random: chances }, resources);
  const keyring = createKeyring(options.keys ?? defaultKeys);
  const traffic = createTrafficLog();
  const oauth = createOAuth(options.oauth ?? {}, {
    now: () => clock.now(),
    text: textSource(options.oauth?.randomBytes, createRandom(seed).fork("oauth")),
    accounts: () => consentAccounts(accounts()),
  });
  const server = createServer({
    ...pacesOf(options),
    seed,
    accounts,
    keyring,
    clock,
    present,
    changing,
    traffic,
    oauth,
    mutate: (database) => step(database, mutableByDefault),
    catchUp: () => steady.due(present()).forEach((at) => step(accounts().database(), mutableByDefault, at)),
  });
  return {
    oauth,
    handle: (request) => server.handle(request),
    accounts: () => ({ platform: accounts().platform, connected: accounts().connected }),
    all: (resource, account) => accounts().database(account).collection(resource).rows(),
    create: (resource, fields, account) => createObject(changing(accounts().database(account)), resource, fields),
    update: (id, fields, account) => {
      const database = accounts().database(account);
      return updateObject(changing(database), existing(database, id), fields);
    },
    remove: (id, account) => {
      const database = accounts().database(account);
      removeObject(changing(database), existing(database, id));
    },
    mutate: (resources = mutableByDefault, account) => step(accounts().database(account), resources),
    revokeKey: (key) => keyring.revoke(key),
    traffic: () => traffic.read(),
    clearTraffic: () => traffic.clear(),
  };
}

/** Everything about the server that follows from the options alone. */
function pacesOf({ seed = 1, clock, latencyMs = 0, faults, visibilityLagSeconds = 0, searchLagSeconds = 0, notEnabled = [], ...limits }: SandboxOptions) {
  const lags = clock === undefined ? 0 : 1;
  return {
    latencyMs,
    limits,
    faults: faults && clock === undefined ? { ...faults, kinds: (faults.kinds ?? faultKinds).filter((kind) => kind !== "slow") } : faults,
    visibility: createVisibility(visibilityLagSeconds * lags, seed),
    searchLagMs: searchLagSeconds * 1_000 * lags,
    notEnabled,
  };
}

function companyOf({ seed = 1, charges, skew, now, searchLagSeconds = 0, ...options }: SandboxOptions) {
  const scale = options.scale ?? Math.min(1, (charges ?? 10_000) / 10_000);
  return { seed, scale, charges, skew, now: Math.floor(now / 1_000), keptMs: searchLagSeconds * 1_000 };
}

function refuseNonsense(options: SandboxOptions): void {
  const { clock, latencyMs = 0, requestsPerSecond, endpointRequestsPerSecond, mutationsPerSecond, charges, faults } = options;
  const paced = latencyMs > 0 || [requestsPerSecond, endpointRequestsPerSecond, mutationsPerSecond].some((rate) => rate !== undefined);
  if (clock === undefined && paced) throw new Error("latencyMs and requestsPerSecond need a clock, and so do the other paces");
  if (clock === undefined && faults?.kinds?.includes("slow") === true) throw new Error("slow answers need a clock");
  if (charges !== undefined && charges < fewestCharges) throw new Error(`charges must be at least ${fewestCharges}`);
}

function existing(database: Database, id: string): ApiObject {
  const found = database.find(id);
  if (!found) throw new Error(`the sandbox has no object ${id}`);
  return found;
}
