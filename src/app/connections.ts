import type { RoamingSettings } from "../auth/roaming-settings";
import { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import { createStore } from "../base/store";
import type { VersionedStore } from "../platform/ports";
import type { StripeClient } from "../stripe/client";
import type { ConnectionDraft, ConnectionSummary, Connections } from "./app-api";
import { checkConnection } from "./check-connection";
import { chooseConnection, isNamed } from "./choose-connection";
import { openOnce } from "./open-once";
import { forgetConnection, readConnections, readKey, writeConnection } from "./stored-connections";

/** A connection with its key, ready to be opened. */
export type KeyedConnection = { readonly summary: ConnectionSummary; readonly apiKey: Secret };

export type ConnectionsNeed = {
  readonly openSettings: (signal: AbortSignal) => Promise<RoamingSettings>;
  /** Connections that come with the deployment. */
  readonly builtIn: readonly KeyedConnection[];
  /** What a draft means. @throws AppError `BAD_SETTING` in one sentence. */
  readonly describe: (draft: ConnectionDraft) => ConnectionSummary;
  readonly openClient: (connection: KeyedConnection) => StripeClient;
  /** Told when a connection was saved or removed, so that nothing goes on with its old key. */
  readonly onChange: (name: string) => void;
};

/** The connections service with what the rest of the app needs of it. */
export type ConnectionService = Connections & {
  /** The connection of a request, by name or the only one. @throws AppError `NOT_CONNECTED`. */
  readonly choose: (name: string | undefined, signal: AbortSignal) => Promise<ConnectionSummary>;
  /** A connection with its key. @throws AppError `NOT_CONNECTED`. */
  readonly keyed: (name: string, signal: AbortSignal) => Promise<KeyedConnection>;
};

/** The connections of this person; their keys are kept in the roaming settings and nowhere else. */
export function createConnections(need: ConnectionsNeed): ConnectionService {
  const list = createStore<readonly ConnectionSummary[]>([]);
  const storage = createStore<VersionedStore["kind"] | null>(null);
  const settings = openOnce(need.openSettings);

  async function load(signal: AbortSignal): Promise<RoamingSettings> {
    const stored = await settings(signal);
    const all = [...need.builtIn.map(({ summary }) => summary), ...readConnections(stored)];
    storage.set(stored.keptIn);
    list.set(all.sort((a, b) => a.name.localeCompare(b.name)));
    return stored;
  }

  /** All connections, read at the first use. */
  async function loaded(signal: AbortSignal): Promise<readonly ConnectionSummary[]> {
    if (storage.get() === null) await load(signal);
    return list.get();
  }

  const builtIn = (name: string) => need.builtIn.find(({ summary }) => isNamed(summary, name));

  /** Changes the stored connections; when saving fails, memory goes back to what was there. */
  async function change(name: string, edit: (stored: RoamingSettings) => readonly string[], signal: AbortSignal) {
    if (builtIn(name)) throw builtInName(name);
    const stored = await settings(signal);
    const touched = edit(stored);
    await stored.save(signal).catch((failure: unknown) => {
      stored.revert(touched);
      throw AppError.from(failure);
    });
    need.onChange(name);
    await load(signal);
  }

  return {
    list,
    storage,
    load: async (signal) => void (await load(signal)),
    async test(draft, signal) {
      const connection = { summary: need.describe(draft), apiKey: draft.apiKey };
      return { mode: connection.summary.mode, ...(await checkConnection(need.openClient(connection), signal)) };
    },
    async save(draft, signal) {
      const summary = need.describe(draft);
      await change(summary.name, (stored) => writeConnection(stored, { summary, apiKey: draft.apiKey }), signal);
      return summary;
    },
    remove: (name, signal) => change(name, (stored) => forgetConnection(stored, name), signal),
    choose: async (name, signal) => chooseConnection(await loaded(signal), name),
    async keyed(name, signal) {
      const summary = chooseConnection(await loaded(signal), name);
      const apiKey = builtIn(summary.name)?.apiKey ?? readKey(await settings(signal), summary.name);
      if (apiKey) return { summary, apiKey };
      throw keyMissing(summary.name);
    },
  };
}

const keyMissing = (name: string) =>
  new AppError("REAUTH_REQUIRED", `The key of the connection "${name}" is not on this device.`, {
    hint: "Open Manage Connections and enter the key again.",
  });

const builtInName = (name: string) =>
  new AppError("BAD_SETTING", `"${name}" is a connection that comes with the add-in and cannot be changed.`, {
    hint: "Choose another name.",
  });
