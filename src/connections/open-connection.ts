import type { Store } from "../base/store";
import type { Clock, Random, SendHttp } from "../platform/ports";
import { stripeApiBase } from "../stripe/api-version";
import { createStripeClient, type StripeClient } from "../stripe/client";
import { createStripeSource } from "../stripe/create-stripe-source";
import { type Limits, stripeLimits, untoldLimits } from "../stripe/pacing/limits";
import { createPacers, type Pacers } from "../stripe/pacing/pacers";
import { createTimeZone } from "../stripe/time-zone";
import type { RowSource } from "../table/row-source";
import { accountName } from "./account-name";
import type { StripeRoute } from "./grant-place";
import { limitTime } from "./limit-time";
import type { ConnectionProfile } from "./profile";
import type { ReadCounter } from "./read-counter";
import type { ReadCount } from "./read-counts";

/** What a live connection is made with. */
export type ConnectionDeps = {
  readonly send: SendHttp;
  readonly clock: Clock;
  readonly random: Random;
  /** The program's, so that connections to one account share its limits; absent: this connection keeps to them alone. */
  readonly pacers?: Pacers;
  /** The program's; absent: nobody counts. */
  readonly readCounter?: ReadCounter;
};

/** A connection that can be read. */
export type OpenConnection = {
  readonly profile: ConnectionProfile;
  readonly client: StripeClient;
  readonly source: RowSource;
  /** How fast it asks. */
  readonly limits: Limits;
  /** What its account read lately; `null` where nobody counts. */
  readonly reads: Pick<Store<ReadCount>, "get" | "subscribe"> | null;
  /** A moment (ms since 1970 UTC) as the timestamps of the rows write it. */
  readonly timeText: (milliseconds: number) => string;
  /** Runs a whole operation, such as a query, within the connection's time limit. @throws AppError `STRIPE_UNAVAILABLE`. */
  readonly withinTime: <T>(task: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;
};

/** Makes the client and the tables of a profile. Sends nothing yet. */
export function openConnection(profile: ConnectionProfile, route: StripeRoute, deps: ConnectionDeps): OpenConnection {
  const { apiVersion, accountId, timeZone, timeout, cacheBytes, search } = profile;
  const { clock, readCounter, pacers = createPacers(clock) } = deps;
  const account = accountName(profile, route.signedIn);
  const limits = limitsOf(profile);
  const stripe = createStripeClient({
    ...deps,
    ...route,
    apiVersion,
    accountId,
    pacer: pacers.of(account, limits),
    countRead: () => readCounter?.count(account),
  });
  const withinTime = limitTime(timeout, clock);
  const client: StripeClient = {
    get: (request, context) => withinTime((signal) => stripe.get(request, { ...context, signal }), context.signal),
  };
  const zone = createTimeZone(timeZone);
  return {
    profile,
    client,
    source: createStripeSource({ client, timeZone, now: () => clock.now(), cacheBytes, search }),
    limits,
    reads: readCounter?.readsOf(account) ?? null,
    timeText: (milliseconds) => zone.toText(Math.floor(milliseconds / 1000)),
    withinTime,
  };
}

/** What the settings say; else what Stripe allows, or nothing where the server is another one, such as a sandbox on this computer. */
function limitsOf({ apiBase, mode, limits }: ConnectionProfile): Limits {
  const usual = apiBase === stripeApiBase ? stripeLimits[mode] : untoldLimits;
  return {
    account: limits.account ?? usual.account,
    endpoint: limits.endpoint ?? usual.endpoint,
    search: limits.search ?? usual.search,
    concurrent: limits.concurrent ?? usual.concurrent,
  };
}

/** The declarations of all tables, which need no connection; reading rows from it fails. */
export function declaredTables(): Pick<RowSource, "find" | "names"> {
  const client: StripeClient = { get: () => Promise.reject(new Error("declarations are read without requests")) };
  return createStripeSource({ client, timeZone: "UTC", now: () => 0 });
}
