import { openAccounts, type Accounts } from "./accounts";
import type { ApiObject } from "./api-object";
import { createObject, removeObject, updateObject, type ChangeContext, type Fields } from "./changes";
import { stillClock, type SandboxClock } from "./clock";
import { createRandom } from "./company/random";
import { createServer } from "./http/server";
import { defaultKeys, type SandboxKey } from "./keys";
import { consentAccounts } from "./oauth/consent-accounts";
import { createOAuth, type OAuthOptions, type SandboxOAuth } from "./oauth/oauth";
import { textSource } from "./oauth/text-source";
import type { Database } from "./store/database";

export type SandboxOptions = {
  /** Which company; 1 when left out. */
  readonly seed?: number;
  /** How big: 1 is about 2,000 customers and 10,000 charges. */
  readonly scale?: number;
  /** The company's today, milliseconds since 1970 UTC. Its generated data ends here; later changes carry later times. */
  readonly now: number;
  /** Milliseconds that every answer waits. */
  readonly latencyMs?: number;
  /** More requests than this get 429; unlimited when left out. */
  readonly requestsPerSecond?: number;
  readonly keys?: Readonly<Record<string, SandboxKey>>;
  /** Needed for `latencyMs` and `requestsPerSecond`; without one, time stands still at `now`. */
  readonly clock?: SandboxClock;
  readonly oauth?: OAuthOptions;
};

/** A Stripe-like server in memory, with a generated company. The methods that take an account mean the platform's when it is left out. */
export type Sandbox = {
  /** Answers as api.stripe.com would, and connect.stripe.com and marketplace.stripe.com for OAuth. Rejects with `ConnectionCut` only. */
  handle(request: Request): Promise<Response>;
  /** The account ids: the company's own, and the one connected to it (`Stripe-Account`). */
  accounts(): { readonly platform: string; readonly connected: string };
  /** Every object of a resource (`charge`), newest first: what a complete and correct client must find. */
  all(resource: string, account?: string): readonly ApiObject[];
  /** Adds an object; fields not given are those of the newest one. Notes the event. */
  create(resource: string, fields: Fields, account?: string): ApiObject;
  /** Changes fields of an object. Notes the event. Throws when there is no such object. */
  update(id: string, fields: Fields, account?: string): ApiObject;
  /** Takes an object away. Notes the event. Throws when there is no such object. */
  remove(id: string, account?: string): void;
  readonly oauth: SandboxOAuth;
};

/** Starts a sandbox. The company is generated at the first use. Throws when a pace is asked for without a clock. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { seed = 1, scale = 1, now, keys = defaultKeys, clock = stillClock, latencyMs = 0, requestsPerSecond } = options;
  if (clock === stillClock && (latencyMs > 0 || requestsPerSecond !== undefined)) {
    throw new Error("latencyMs and requestsPerSecond need a clock");
  }
  let opened: Accounts | undefined;
  const accounts = (): Accounts => (opened ??= openAccounts({ seed, scale, now: Math.floor(now / 1_000) }));
  const startedAt = clock.now();
  const random = createRandom(seed).fork("changes");
  const changing = (database: Database): ChangeContext => ({
    database,
    random,
    now: Math.floor((now + clock.now() - startedAt) / 1_000),
  });
  const oauth = createOAuth(options.oauth ?? {}, {
    now: () => clock.now(),
    text: textSource(options.oauth?.randomBytes, createRandom(seed).fork("oauth")),
    accounts: () => consentAccounts(accounts()),
  });
  const server = createServer({ accounts, keys, clock, latencyMs, requestsPerSecond, changing, oauth });
  return {
    oauth,
    handle: (request) => server.handle(request),
    accounts: () => ({ platform: accounts().platform, connected: accounts().connected }),
    all: (resource, account) => accounts().database(account).collection(resource).rows(),
    create: (resource, fields, account) => createObject(changing(accounts().database(account)), resource, fields),
    update(id, fields, account) {
      const database = accounts().database(account);
      return updateObject(changing(database), existing(database, id), fields);
    },
    remove(id, account) {
      const database = accounts().database(account);
      removeObject(changing(database), existing(database, id));
    },
  };
}

function existing(database: Database, id: string): ApiObject {
  const found = database.find(id);
  if (!found) throw new Error(`the sandbox has no object ${id}`);
  return found;
}
