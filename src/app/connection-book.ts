import type { RoamingSettings } from "../auth/roaming-settings";
import { AppError } from "../base/app-error";
import { createStore, type Store } from "../base/store";
import type { VersionedStore } from "../platform/ports";
import type { ConnectionSummary } from "./app-api";
import { chooseConnection, isNamed } from "./choose-connection";
import { type ConnectionRevisions, createConnectionRevisions } from "./connection-revisions";
import { createKeptSettings, type KeptSettings, type KeptSettingsNeed } from "./kept-settings";
import type { NoteSignIn } from "./refused-sign-in";
import { hasSameAccess } from "./same-access";
import { forgetConnection, readConnections, type SavedConnection, writeConnection } from "./stored-connections";
import { removePermissions } from "./trust/stored-permissions";

export type ConnectionBookNeed = KeptSettingsNeed & {
  /** Connections that come with the deployment. */
  readonly builtIn: readonly SavedConnection[];
  /** Told when a connection was saved or removed, here or in another workbook, so that nothing goes on with its old sign-in. */
  readonly onChange: (name: string) => void;
};

/** The connections of this person, as they are stored and as they are listed. */
export type ConnectionBook = {
  /** Where they are stored, with what else is kept for the person. */
  readonly settings: KeptSettings;
  readonly list: Store<readonly ConnectionSummary[]>;
  readonly storage: Store<VersionedStore["kind"] | null>;
  /** Reads what is stored now, also by other devices and workbooks. */
  readonly load: (signal: AbortSignal) => Promise<void>;
  /**
   * The connection of a request, by name or the only one; what is not known is looked for once in what is stored now.
   * @throws AppError `NOT_CONNECTED`.
   */
  readonly choose: (name: string | undefined, signal: AbortSignal) => Promise<SavedConnection>;
  /** All that are saved now but those of the deployment. */
  readonly saved: (signal: AbortSignal) => Promise<readonly SavedConnection[]>;
  /** Saves or replaces; when saving fails, memory goes back to what was there. */
  readonly put: (connection: SavedConnection, signal: AbortSignal) => Promise<void>;
  readonly remove: (name: string, signal: AbortSignal) => Promise<void>;
  /** Refuses the names of the deployment's connections. @throws AppError `BAD_SETTING`. */
  readonly refuseBuiltIn: (name: string) => void;
  readonly noteSignIn: NoteSignIn;
  readonly revisionOf: ConnectionRevisions["revisionOf"];
};

/** Makes a {@link ConnectionBook}; empty until loaded. */
export function createConnectionBook(need: ConnectionBookNeed): ConnectionBook {
  const summaries = createSummaries();
  const storage = createStore<VersionedStore["kind"] | null>(null);
  const settings = createKeptSettings(need);
  const revisions = createConnectionRevisions((name) => {
    summaries.renew(name);
    need.onChange(name);
  });

  function showAll(stored: RoamingSettings): readonly SavedConnection[] {
    const connections = [...need.builtIn, ...readConnections(stored)];
    revisions.see(connections);
    summaries.show(connections);
    storage.set(stored.keptIn);
    return connections;
  }

  const load = async (signal: AbortSignal) => showAll(await settings.latest(signal));

  async function choose(name: string | undefined, signal: AbortSignal): Promise<SavedConnection> {
    if (storage.get() === null) return chosenFrom(await load(signal), name);
    try {
      return chosenFrom([...need.builtIn, ...readConnections(await settings.current(signal))], name);
    } catch (unknown) {
      if (AppError.from(unknown).code !== "NOT_CONNECTED") throw unknown;
      return chosenFrom(await load(signal), name);
    }
  }

  async function change(name: string, edit: (stored: RoamingSettings) => readonly string[], signal: AbortSignal): Promise<void> {
    const stored = await settings.toChange(signal);
    const touched = edit(stored);
    await stored.save(signal).catch((failure: unknown) => {
      stored.revert(touched);
      throw AppError.from(failure);
    });
    revisions.renew(name);
    showAll(stored);
  }

  return {
    settings,
    list: summaries.list,
    storage,
    revisionOf: revisions.revisionOf,
    load: async (signal) => void (await load(signal)),
    choose,
    saved: async (signal) => readConnections(await settings.latest(signal)),
    put: (connection, signal) => change(connection.summary.name, (stored) => replace(stored, connection), signal),
    remove: (name, signal) => change(name, (stored) => forgetAll(stored, name), signal),
    refuseBuiltIn: (name) => refuseNameOf(need.builtIn, name),
    noteSignIn: summaries.noteSignIn,
  };
}

/** The list of connections as it is shown. Who watches it forgets what was read, so nobody is told when it was only read again. */
function createSummaries() {
  const list = createStore<readonly ConnectionSummary[]>([]);
  /** Names in lower case. */
  const refused = new Set<string>();
  let renewed = false;
  return {
    list,
    /** A connection is another one now, even where its summary is the same. */
    renew(name: string): void {
      refused.delete(name.toLowerCase());
      renewed = true;
    },
    show(connections: readonly SavedConnection[]): void {
      const summaries = summariesOf(connections, refused);
      if (renewed || JSON.stringify(summaries) !== JSON.stringify(list.get())) list.set(summaries);
      renewed = false;
    },
    noteSignIn: ((name, works) => {
      const key = name.toLowerCase();
      if (refused.has(key) !== works) return;
      refused[works ? "delete" : "add"](key);
      list.set(list.get().map((one) => (isNamed(one, name) ? { ...one, needsSignIn: !works } : one)));
    }) satisfies NoteSignIn,
  };
}

const forgetPermissions = (stored: RoamingSettings, name: string) => removePermissions(stored, ({ connection }) => isNamed({ name: connection }, name));

/** Permissions go along: another connection of that name is not the one that was meant. */
const forgetAll = (stored: RoamingSettings, name: string) => [...forgetConnection(stored, name), ...forgetPermissions(stored, name)];

/** The same name for another account or key is another connection as well. */
function replace(stored: RoamingSettings, connection: SavedConnection): readonly string[] {
  const { name } = connection.summary;
  const before = readConnections(stored).find(({ summary }) => isNamed(summary, name));
  const other = before !== undefined && !hasSameAccess(before, connection);
  return [...(other ? forgetPermissions(stored, name) : []), ...writeConnection(stored, connection)];
}

/** Sorted by name. `refused`: names in lower case. */
function summariesOf(connections: readonly SavedConnection[], refused: ReadonlySet<string>): readonly ConnectionSummary[] {
  const summaries = connections.map(({ summary }) => ({ ...summary, needsSignIn: refused.has(summary.name.toLowerCase()) }));
  return summaries.sort((a, b) => a.name.localeCompare(b.name));
}

function chosenFrom(connections: readonly SavedConnection[], name: string | undefined): SavedConnection {
  const chosen = chooseConnection(connections.map(({ summary }) => summary), name);
  const connection = connections.find(({ summary }) => summary === chosen);
  if (connection) return connection;
  throw new Error("the chosen connection is one of those to choose from");
}

function refuseNameOf(builtIn: readonly SavedConnection[], name: string): void {
  if (builtIn.some(({ summary }) => isNamed(summary, name))) throw builtInName(name);
}

const builtInName = (name: string) =>
  new AppError("BAD_SETTING", `"${name}" is a connection that comes with the add-in and cannot be changed.`, {
    hint: "Choose another name.",
  });
