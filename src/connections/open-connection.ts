import type { Clock, Random, SendHttp } from "../platform/ports";
import { createStripeClient, type StripeClient } from "../stripe/client";
import { createStripeSource } from "../stripe/create-stripe-source";
import { createTimeZone } from "../stripe/time-zone";
import type { RowSource } from "../table/row-source";
import type { ConnectionProfile, KeyedProfile } from "./profile";

/** What a live connection is made with. */
export type ConnectionDeps = { readonly send: SendHttp; readonly clock: Clock; readonly random: Random };

/** A connection that can be read. */
export type OpenConnection = {
  readonly profile: ConnectionProfile;
  readonly client: StripeClient;
  readonly source: RowSource;
  /** A moment (ms since 1970 UTC) as the timestamps of the rows write it. */
  readonly timeText: (milliseconds: number) => string;
};

/** Makes the client and the tables of a profile. Sends nothing yet. */
export function openConnection({ profile, apiKey }: KeyedProfile, deps: ConnectionDeps): OpenConnection {
  const { apiBase, apiVersion, accountId, timeZone } = profile;
  const client = createStripeClient({ ...deps, apiBase, apiVersion, accountId, credential: () => apiKey });
  const zone = createTimeZone(timeZone);
  return {
    profile,
    client,
    source: createStripeSource({ client, timeZone }),
    timeText: (milliseconds) => zone.toText(Math.floor(milliseconds / 1000)),
  };
}

/** The declarations of all tables, which need no connection; reading rows from it fails. */
export function declaredTables(): Pick<RowSource, "find" | "names"> {
  const client: StripeClient = { get: () => Promise.reject(new Error("declarations are read without requests")) };
  return createStripeSource({ client, timeZone: "UTC" });
}
