import Sqlite, { type Database } from "better-sqlite3";
import { chmod } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Kysely, SqliteDialect } from "kysely";
import { makePrivateFolder } from "../private-file";
import { migrate } from "./migrate";
import type { OpenDatabase } from "./open-database";

const busyMs = 10_000;

/**
 * Opens a file, or makes it (mode 0600). Each commit reaches the disk, and deleted bytes are overwritten.
 * https://www.sqlite.org/pragma.html
 */
export async function openSqlite(file: string): Promise<OpenDatabase> {
  await makePrivateFolder(dirname(file));
  const sqlite = new Sqlite(file, { timeout: 0 });
  await chmod(file, 0o600);
  try {
    await whenFree(() => sqlite.pragma("journal_mode = WAL"));
    sqlite.pragma("synchronous = FULL");
    sqlite.pragma("secure_delete = ON");
    const database = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
    await migrateInTurn(sqlite, database);
    sqlite.pragma(`busy_timeout = ${busyMs}`);
    return {
      database,
      afterRemoval: () => whenFree(() => emptyLog(sqlite)),
      close: () => database.destroy(),
    };
  } catch (failure) {
    sqlite.close();
    throw failure;
  }
}

/** One process at a time migrates: SQLite's own lock of the file decides. */
async function migrateInTurn(sqlite: Database, database: Kysely<never>): Promise<void> {
  await whenFree(() => sqlite.exec("BEGIN IMMEDIATE"));
  try {
    await migrate(database);
    sqlite.exec("COMMIT");
  } catch (failure) {
    sqlite.exec("ROLLBACK");
    throw failure;
  }
}

/** Moves the write-ahead log into the file and cuts it, so that nothing of a removed value stays in it. */
function emptyLog(sqlite: Database): void {
  // SQLite's own waiting would hold this whole process.
  sqlite.pragma("busy_timeout = 0");
  try {
    const [result] = sqlite.pragma("wal_checkpoint(TRUNCATE)") as readonly { readonly busy: number }[];
    if (result?.busy !== 0) throw new Sqlite.SqliteError("the log is in use", "SQLITE_BUSY");
  } finally {
    sqlite.pragma(`busy_timeout = ${busyMs}`);
  }
}

/** Waits without blocking the process: who holds the lock may be in it. */
async function whenFree(task: () => unknown): Promise<void> {
  for (let waited = 0; ; waited += 10) {
    try {
      task();
      return;
    } catch (failure) {
      if (!isBusy(failure) || waited >= busyMs) throw failure;
      await wait(10);
    }
  }
}

const isBusy = (failure: unknown): boolean => failure instanceof Sqlite.SqliteError && failure.code.startsWith("SQLITE_BUSY");
