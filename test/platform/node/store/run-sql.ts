import Sqlite from "better-sqlite3";
import { Client } from "pg";

import type { DatabaseAddress } from "../../../../src/platform/node/store/open-records";

export type Row = Readonly<Record<string, unknown>>;

/** One statement past our own code, as who stole or changes the database would run it. */
export async function runSql(database: DatabaseAddress, sql: string): Promise<readonly Row[]> {
  return database.kind === "sqlite" ? inSqlite(database.file, sql) : inPostgres(database.url.reveal(), sql);
}

function inSqlite(file: string, sql: string): readonly Row[] {
  const sqlite = new Sqlite(file);
  try {
    const statement = sqlite.prepare<[], Row>(sql);
    return statement.reader ? statement.all() : (statement.run(), []);
  } finally {
    sqlite.close();
  }
}

async function inPostgres(url: string, sql: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
