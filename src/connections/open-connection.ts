import type { Clock, Random, SendHttp } from "../platform/ports";
import { createStripeClient, type StripeClient } from "../stripe/client";
import { createStripeSource } from "../stripe/create-stripe-source";
import type { RowSource } from "../table/row-source";
import type { ConnectionProfile, KeyedProfile } from "./profile";

/** What a live connection is made with. */
export type ConnectionDeps = { readonly send: SendHttp; readonly clock: Clock; readonly random: Random };

/** A connection that can be read. */
export type OpenConnection = {
  readonly profile: ConnectionProfile;
  readonly client: StripeClient;
  readonly source: RowSource;
};

/** Makes the client and the tables of a profile. Sends nothing yet. */
export function openConnection({ profile, apiKey }: KeyedProfile, deps: ConnectionDeps): OpenConnection {
  const { apiBase, apiVersion, accountId, timeZone } = profile;
  const client = createStripeClient({ ...deps, apiBase, apiVersion, accountId, credential: () => apiKey });
  return { profile, client, source: createStripeSource({ client, timeZone }) };
}
