import type { RoamingSettings } from "../auth/roaming-settings";
import { AppError } from "../base/app-error";
import { createStore, type Store } from "../base/store";
import type { VersionedStore } from "../platform/ports";
import type { ConnectionSummary } from "./app-api";
import { chooseConnection, isNamed } from "./choose-connection";
import { openOnce } from "./open-once";
import type { NoteSignIn } from "./refused-sign-in";
import { forgetConnection, readConnections, type SavedConnection, writeConnection } from "./stored-connections";

export type ConnectionBookNeed = {
  readonly openSettings: (signal: AbortSignal) => Promise<RoamingSettings>;
  /** Connections that come with the deployment. */
  readonly builtIn: readonly SavedConnection[];
  /** Told when a connection was saved or removed, so that nothing goes on with its old sign-in. */
  readonly onChange: (name: string) => void;
};

/** The connections of this person, as they are stored and as they are listed. */
export type ConnectionBook = {
  readonly list: Store<readonly ConnectionSummary[]>;
  readonly storage: Store<VersionedStore["kind"] | null>;
  readonly load: (signal: AbortSignal) => Promise<void>;
  /** The connection of a request, by name or the only one. @throws AppError `NOT_CONNECTED`. */
  readonly choose: (name: string | undefined, signal: AbortSignal) => Promise<SavedConnection>;
  /** All saved ones but those of the deployment. */
  readonly saved: (signal: AbortSignal) => Promise<readonly SavedConnection[]>;
  /** Saves or replaces; when saving fails, memory goes back to what was there. */
  readonly put: (connection: SavedConnection, signal: AbortSignal) => Promise<void>;
  readonly remove: (name: string, signal: AbortSignal) => Promise<void>;
  /** Refuses the names of the deployment's connections. @throws AppError `BAD_SETTING`. */
  readonly refuseBuiltIn: (name: string) => void;
  readonly noteSignIn: NoteSignIn;
};

/** Makes a {@link ConnectionBook}; empty until loaded. */
export function createConnectionBook(need: ConnectionBookNeed): ConnectionBook {
  const list = createStore<readonly ConnectionSummary[]>([]);
  const storage = createStore<VersionedStore["kind"] | null>(null);
  const settings = openOnce(need.openSettings);
  /** Names in lower case. */
  const refused = new Set<string>();

  function show(all: readonly SavedConnection[]): void {
    const summaries = all.map(({ summary }) => ({ ...summary, needsSignIn: refused.has(summary.name.toLowerCase()) }));
    list.set(summaries.sort((a, b) => a.name.localeCompare(b.name)));
  }

  async function all(signal: AbortSignal): Promise<readonly SavedConnection[]> {
    return [...need.builtIn, ...readConnections(await settings(signal))];
  }

  async function load(signal: AbortSignal): Promise<readonly SavedConnection[]> {
    const connections = await all(signal);
    storage.set((await settings(signal)).keptIn);
    show(connections);
    return connections;
  }

  async function change(name: string, edit: (stored: RoamingSettings) => readonly string[], signal: AbortSignal): Promise<void> {
    const stored = await settings(signal);
    const touched = edit(stored);
    await stored.save(signal).catch((failure: unknown) => {
      stored.revert(touched);
      throw AppError.from(failure);
    });
    refused.delete(name.toLowerCase());
    need.onChange(name);
    await load(signal);
  }

  return {
    list,
    storage,
    load: async (signal) => void (await load(signal)),
    async choose(name, signal) {
      const connections = storage.get() === null ? await load(signal) : await all(signal);
      const chosen = chooseConnection(connections.map(({ summary }) => summary), name);
      return found(connections, chosen);
    },
    saved: async (signal) => readConnections(await settings(signal)),
    put: (connection, signal) => change(connection.summary.name, (stored) => writeConnection(stored, connection), signal),
    remove: (name, signal) => change(name, (stored) => forgetConnection(stored, name), signal),
    refuseBuiltIn(name) {
      if (need.builtIn.some(({ summary }) => isNamed(summary, name))) throw builtInName(name);
    },
    noteSignIn(name, works) {
      const key = name.toLowerCase();
      if (refused.has(key) !== works) return;
      if (works) refused.delete(key);
      else refused.add(key);
      list.set(list.get().map((one) => (isNamed(one, name) ? { ...one, needsSignIn: !works } : one)));
    },
  };
}

function found(connections: readonly SavedConnection[], chosen: ConnectionSummary): SavedConnection {
  const connection = connections.find(({ summary }) => summary === chosen);
  if (connection) return connection;
  throw new Error("the chosen connection is one of those to choose from");
}

const builtInName = (name: string) =>
  new AppError("BAD_SETTING", `"${name}" is a connection that comes with the add-in and cannot be changed.`, {
    hint: "Choose another name.",
  });
