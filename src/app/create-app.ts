import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { openRoamingSettings } from "../auth/roaming-settings";
import type { Secret } from "../base/secret";
import { declaredTables, type OpenConnection, openConnection } from "../connections/open-connection";
import type { AddIn, Clock, Random, SendHttp, VersionedStore, Workbook } from "../platform/ports";
import type { App } from "./app-api";
import { createConnections, type KeyedConnection } from "./connections";
import { type Deployment, describeConnection, toKeyedProfile } from "./describe-connection";
import { keepOpen } from "./keep-open";
import { createQueue } from "./one-at-a-time";
import { openEngine } from "./open-engine";
import { createQueries } from "./queries";
import { createRunQuery } from "./run-query";
import { runSchedules } from "./run-schedules";
import { toTableContent } from "./to-table-content";

/** A connection that comes with the deployment, such as the sandbox of a demo. */
export type BuiltInConnection = {
  readonly name: string;
  readonly apiKey: Secret;
  readonly apiBase: string;
  /** How its requests are sent, when not over the network. */
  readonly send?: SendHttp;
};

/** The outside world that the app works in. */
export type AppDeps = {
  readonly clock: Clock;
  readonly random: Random;
  readonly send: SendHttp;
  /** Called at the first query. */
  readonly loadSqlite: () => Promise<Sqlite3Static>;
  /** Called at the first use of connections. */
  readonly openSettingsStore: (signal: AbortSignal) => Promise<VersionedStore>;
  readonly workbook: Workbook;
  readonly addIn: AddIn;
  readonly builtInConnections: readonly BuiltInConnection[];
  readonly deployment: Deployment;
};

/** Wires the outside world to the things that a person does. Sends and stores nothing by itself. */
export function createApp(deps: AppDeps): App {
  const { clock, random, workbook, addIn } = deps;
  const open = opener(deps);
  const engines = keepOpen(async (name) => {
    const signal = new AbortController().signal;
    const [sqlite, connection] = await Promise.all([deps.loadSqlite(), connections.keyed(name, signal)]);
    return openEngine(sqlite, open(connection), () => clock.now());
  });
  const connections = createConnections({
    openSettings: async (signal) => openRoamingSettings(await deps.openSettingsStore(signal), { clock, random }, signal),
    builtIn: deps.builtInConnections.map(toKeyed),
    describe: (draft) => describeConnection(draft, deps.deployment),
    openClient: (connection) => open(connection).client,
    onChange: engines.forget,
  });
  const connectionFor = async (name: string | undefined, signal: AbortSignal) =>
    (await connections.choose(name, signal)).name;
  const runQuery = createRunQuery({ connectionFor, engineFor: engines.get });
  const declared = declaredTables();
  const queries = createQueries({
    clock,
    workbook,
    addIn,
    newId: () => `query-${random().toString(36).slice(2, 12)}`,
    runQuery,
    connectionFor,
    toTableContent: (result) => toTableContent(result, declared.find),
    writeInTurn: createQueue(),
  });
  return {
    connections,
    queries,
    tables: () => declared.names().flatMap((name) => declared.find(name) ?? []),
    runQuery,
    async runSchedules(signal) {
      await queries.load(signal);
      await runSchedules({ clock, random, queries }, signal);
    },
  };
}

/** How a connection with its key becomes one that can be read; built-in ones may go to their own root. */
function opener(deps: AppDeps): (connection: KeyedConnection) => OpenConnection {
  const { clock, random, send, builtInConnections, deployment } = deps;
  const allowedApiBases = [...deployment.allowedApiBases, ...builtInConnections.map(({ apiBase }) => apiBase)];
  return ({ summary: { name, builtIn, apiBase, accountId }, apiKey }) => {
    const own = builtIn ? builtInConnections.find((one) => one.name === name)?.send : undefined;
    const profile = toKeyedProfile({ name, apiBase, accountId, apiKey }, builtIn ? { allowedApiBases } : deployment);
    return openConnection(profile, { send: own ?? send, clock, random });
  };
}

function toKeyed({ name, apiKey, apiBase }: BuiltInConnection): KeyedConnection {
  const summary = { name, mode: "test", keyKind: "secret", apiBase, accountId: null, builtIn: true } as const;
  return { summary, apiKey };
}
