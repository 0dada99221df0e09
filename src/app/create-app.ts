import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import type { AnnounceGrant } from "../auth/broker/broker-parts";
import type { Secret } from "../base/secret";
import { declaredTables } from "../connections/open-connection";
import { createReadCounter } from "../connections/read-counter";
import { createMemoryStore } from "../platform/memory-store";
import type { AddIn, CellChanges, Clock, Random, RandomBytes, RecordStore, RunExclusively, SendHttp, VersionedStore, Workbook } from "../platform/ports";
import { createPacers } from "../stripe/pacing/pacers";
import type { App } from "./app-api";
import { createConnectionParts } from "./connection-parts";
import type { GatewayDeps } from "./gateway-link";
import { explainQuery } from "./explain-query";
import { keepOpen } from "./keep-open";
import { openEngine } from "./open-engine";
import type { Deployment } from "./read-draft";
import { resumeSchedules } from "./resume-schedules";
import { createRunQuery, createWithReader } from "./run-query";
import { createTrust } from "./trust/create-trust";
import { guardConnections } from "./trust/guard-connections";
import { guardRunQuery } from "./trust/guard-run-query";
import { createWorkbookIdentity } from "./trust/workbook-identity";
import { createWorkbookQueries } from "./workbook-queries";

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
  readonly randomBytes: RandomBytes;
  readonly send: SendHttp;
  /** Called at the first query. */
  readonly loadSqlite: () => Promise<Sqlite3Static>;
  /** The device's store of settings, or memory where the device keeps nothing. Called at the first use of connections. */
  readonly openSettingsStore: (signal: AbortSignal) => Promise<VersionedStore>;
  /** Where the counts of reads are kept. Called at the first query; absent: they last as long as the page. */
  readonly openReadCounts?: (signal: AbortSignal) => Promise<VersionedStore>;
  /** Records of the device, for tokens of the person's own OAuth apps. Called when a connection keeps its tokens there. */
  readonly openDeviceRecords: (signal: AbortSignal) => Promise<RecordStore>;
  /** Among all pages of the browser. */
  readonly runExclusively: RunExclusively;
  /** Tells the other pages of the browser that tokens have changed. */
  readonly announceGrant: AnnounceGrant;
  /** `null`: the page has no gateway, so that keys are the only sign-in. */
  readonly gateway: GatewayDeps | null;
  readonly workbook: Workbook;
  /** Cells that schedules follow. Called when the first one does, or a person wants one to. */
  readonly openCellChanges: () => Promise<CellChanges>;
  readonly addIn: AddIn;
  readonly builtInConnections: readonly BuiltInConnection[];
  readonly deployment: Deployment;
};

/** Wires the outside world to the things that a person does. Sends and stores nothing by itself. */
export function createApp(deps: AppDeps): App {
  const { clock, workbook, addIn } = deps;
  const now = () => clock.now();
  const readers = keepOpen(async (name) => {
    const signal = new AbortController().signal;
    const [sqlite, connection] = await Promise.all([deps.loadSqlite(), parts.openSaved(name, signal)]);
    return { connection, engine: openEngine(sqlite, connection, now) };
  });
  const openStore = deps.openReadCounts ?? (() => Promise.resolve(createMemoryStore()));
  const shared = { pacers: createPacers(clock), readCounter: createReadCounter({ clock, openStore }) };
  const parts = createConnectionParts({ ...deps, ...shared }, readers.forget);
  const { book } = parts;
  const find = async (name: string | undefined, signal: AbortSignal) => (await book.choose(name, signal)).summary;
  const connectionFor = async (name: string | undefined, signal: AbortSignal) => (await find(name, signal)).name;
  const identity = createWorkbookIdentity(workbook, deps.randomBytes);
  const trust = createTrust({
    identity,
    address: (signal) => addIn.documentAddress(signal),
    settings: book.settings,
    find,
    now,
    randomBytes: deps.randomBytes,
  });
  const withReader = createWithReader({ readers, book });
  const runQuery = createRunQuery({ connectionFor, withReader, revisionOf: book.revisionOf, now });
  const declared = declaredTables();
  const { queries, evidence, runSchedules } = createWorkbookQueries(deps, {
    runQuery,
    runIfAllowed: guardRunQuery(runQuery, { trust, find, sureness: "run" }),
    connectionFor,
    allowHere: trust.grant,
    findTable: declared.find,
    open: parts.openSaved,
    revisionOf: book.revisionOf,
  });
  return {
    connections: resumeSchedules(guardConnections(parts.connections, trust), queries.entries),
    trust,
    signIns: parts.signIns,
    runProcedure: parts.runProcedure,
    queries,
    evidence,
    tables: () => declared.names().flatMap((name) => declared.find(name) ?? []),
    runQuery: guardRunQuery(runQuery, { trust, find, sureness: "cells" }),
    async explain(request, { probe }, context) {
      const asked = await find(request.connection, context.signal);
      if (probe) await trust.demand(asked, "run", context.signal);
      return withReader({ connection: asked.name, signal: context.signal }, (reader) => explainQuery(reader, { request, probe }, context));
    },
    readsOf: async (connection, signal) => (await parts.openSaved(connection, signal)).reads,
    runSchedules,
  };
}
