import sqlite3InitModule, { type Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { createQueryEngine, type EngineOptions } from "../../src/query/engine";
import type { QueryEngine, QueryRequest } from "../../src/query/engine-api";
import type { QueryResult } from "../../src/table/query-result";
import type { SqlValue } from "../../src/table/column";
import { createMemorySource, type MemorySourceOptions, type MemoryTable, type SourceLog } from "../fakes/memory-source";
import { withNumberedBlocks } from "../fakes/numbered-blocks";
import { makeCompany } from "./company";

/** 2026-11-21 10:20:30 UTC. */
export const testNow = Date.UTC(2026, 10, 21, 10, 20, 30);

let loading: Promise<Sqlite3Static> | undefined;

export function loadSqlite(): Promise<Sqlite3Static> {
  loading ??= sqlite3InitModule();
  return loading;
}

export type Bench = {
  readonly engine: QueryEngine;
  readonly log: SourceLog;
  readonly run: (request: string | QueryRequest) => Promise<QueryResult>;
  readonly rows: (sql: string) => Promise<readonly (readonly SqlValue[])[]>;
};

export type BenchOptions = MemorySourceOptions & Partial<EngineOptions> & { readonly tables?: readonly MemoryTable[]; readonly numberedBlocks?: boolean };

/** An engine over a small company, fresh and cold. */
export async function makeBench(options: BenchOptions = {}): Promise<Bench> {
  const sqlite = await loadSqlite();
  const source = createMemorySource(options.tables ?? makeCompany({ charges: 1000, customers: 60 }), options);
  const engine = createQueryEngine(sqlite, options.numberedBlocks ? withNumberedBlocks(source) : source, { now: () => testNow, ...options });
  const run: Bench["run"] = (request) =>
    engine.run(typeof request === "string" ? { sql: request } : request, { signal: new AbortController().signal });
  return { engine, log: source.log, run, rows: async (sql) => (await run(sql)).rows };
}
