import type { Sqlite3Static } from "@sqlite.org/sqlite-wasm";

/** Starts SQLite; it takes about 50 ms, so the first query asks for it and nothing else does. */
export async function loadSqlite(): Promise<Sqlite3Static> {
  const { default: start } = await import("@sqlite.org/sqlite-wasm");
  return start();
}
