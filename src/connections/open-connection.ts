import type { Clock, Random, SendHttp } from "../platform/ports";
import { stripeApiBase } from "../stripe/api-version";
import { createStripeClient, type StripeClient } from "../stripe/client";
import { createStripeSource } from "../stripe/create-stripe-source";
import type { Rates } from "../stripe/pacing/pace";
import { createTimeZone } from "../stripe/time-zone";
import type { RowSource } from "../table/row-source";
import type { StripeRoute } from "./grant-place";
import { limitTime } from "./limit-time";
import type { ConnectionProfile } from "./profile";

/** What a live connection is made with. */
export type ConnectionDeps = { readonly send: SendHttp; readonly clock: Clock; readonly random: Random };

/** A connection that can be read. */
export type OpenConnection = {
  readonly profile: ConnectionProfile;
  readonly client: StripeClient;
  readonly source: RowSource;
  /** A moment (ms since 1970 UTC) as the timestamps of the rows write it. */
  readonly timeText: (milliseconds: number) => string;
  /** Runs a whole operation, such as a query, within the connection's time limit. @throws AppError `STRIPE_UNAVAILABLE`. */
  readonly withinTime: <T>(task: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;
};

/** Makes the client and the tables of a profile. Sends nothing yet. */
export function openConnection(profile: ConnectionProfile, route: StripeRoute, deps: ConnectionDeps): OpenConnection {
  const { apiVersion, accountId, timeZone, timeout } = profile;
  const stripe = createStripeClient({ ...deps, ...route, apiVersion, accountId, ...ratesOf(profile) });
  const withinTime = limitTime(timeout, deps.clock);
  const client: StripeClient = {
    get: (request, context) => withinTime((signal) => stripe.get(request, { ...context, signal }), context.signal),
  };
  const zone = createTimeZone(timeZone);
  return {
    profile,
    client,
    source: createStripeSource({ client, timeZone }),
    timeText: (milliseconds) => zone.toText(Math.floor(milliseconds / 1000)),
    withinTime,
  };
}

/**
 * Four fifths of what Stripe allows an account (https://docs.stripe.com/rate-limits), so that the account's own programs keep
 * room. Other servers, such as a sandbox on this computer, say themselves when they have enough.
 */
function ratesOf({ apiBase, mode }: ConnectionProfile): { readonly rates?: Rates } {
  if (apiBase !== stripeApiBase) return {};
  return { rates: { perAccount: mode === "live" ? 80 : 20, perEndpoint: 20 } };
}

/** The declarations of all tables, which need no connection; reading rows from it fails. */
export function declaredTables(): Pick<RowSource, "find" | "names"> {
  const client: StripeClient = { get: () => Promise.reject(new Error("declarations are read without requests")) };
  return createStripeSource({ client, timeZone: "UTC" });
}
