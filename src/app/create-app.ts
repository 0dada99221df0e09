import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { openRoamingSettings } from "../auth/roaming-settings";
import type { Secret } from "../base/secret";
import { catalogApiVersion } from "../catalog/catalog";
import type { AddIn, Clock, Random, SendHttp, VersionedStore, Workbook } from "../platform/ports";
import { createStripeClient, type StripeClient } from "../stripe/client";
import { createStripeSource } from "../stripe/create-stripe-source";
import type { RowSource } from "../table/row-source";
import type { App } from "./app-api";
import { createConnections, type KeyedConnection } from "./connections";
import { type Deployment, describeConnection } from "./describe-connection";
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
  const openClient = clientOpener(deps);
  const engines = keepOpen(async (name) => {
    const signal = new AbortController().signal;
    const [sqlite, connection] = await Promise.all([deps.loadSqlite(), connections.keyed(name, signal)]);
    return openEngine(sqlite, toSource(openClient(connection)));
  });
  const connections = createConnections({
    openSettings: async (signal) => openRoamingSettings(await deps.openSettingsStore(signal), { clock, random }, signal),
    builtIn: deps.builtInConnections.map(toKeyed),
    describe: (draft) => describeConnection(draft, deps.deployment),
    openClient,
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

/** Timestamps of SQL and of cells are in this zone. */
const timeZone = "UTC";

const toSource = (client: StripeClient): RowSource => createStripeSource({ client, timeZone });

/** The declarations of all tables, which need no connection. */
function declaredTables(): Pick<RowSource, "names" | "find"> {
  const source = toSource({ get: () => Promise.reject(new Error("declarations are read without requests")) });
  return { names: () => source.names(), find: (name) => source.find(name) };
}

function toKeyed({ name, apiKey, apiBase }: BuiltInConnection): KeyedConnection {
  const summary = { name, mode: "test", keyKind: "secret", apiBase, accountId: null, builtIn: true } as const;
  return { summary, apiKey };
}

function clientOpener({ clock, random, send, builtInConnections }: AppDeps): (connection: KeyedConnection) => StripeClient {
  return ({ summary: { name, builtIn, apiBase, accountId }, apiKey }) => {
    const own = builtIn ? builtInConnections.find((one) => one.name === name)?.send : undefined;
    const settings = { apiBase, accountId, apiVersion: catalogApiVersion, credential: () => apiKey };
    return createStripeClient({ ...settings, send: own ?? send, clock, random });
  };
}
