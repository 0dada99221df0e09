import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Secret } from "../../../base/secret";
import { migrate } from "./migrate";
import type { OpenDatabase } from "./open-database";

const connections = 10;

/** Opens a PostgreSQL database. Several nodes may start at once: an advisory lock lets one of them migrate. */
export async function openPostgres(url: Secret, onLostConnection: (failure: Error) => void): Promise<OpenDatabase> {
  const pool = new Pool({ connectionString: url.reveal(), max: connections, application_name: "xlstripe" });
  // The pool replaces a connection that breaks while nobody uses it; without a listener it would end the process.
  pool.on("error", onLostConnection);
  const database = new Kysely<never>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(database);
    return { database, afterRemoval: () => Promise.resolve(), close: () => database.destroy() };
  } catch (failure) {
    await database.destroy();
    throw failure;
  }
}
