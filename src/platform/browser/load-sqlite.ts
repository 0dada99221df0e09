import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";

/** Fetches and starts SQLite. Its own chunk of the bundle, asked for by the first query only. */
export async function loadSqlite(): Promise<Sqlite3Static> {
  const { default: start } = await import("@sqlite.org/sqlite-wasm");
  return start();
}
