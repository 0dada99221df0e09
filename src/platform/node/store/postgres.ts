import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Secret } from "../../../base/secret";
import { migrate } from "./migrate";
import type { OpenDatabase } from "./open-database";

const connections = 10;
/** A database that does not answer must not hold requests, or the readiness check, for good. */
const patience = { connectionTimeoutMillis: 5_000, statement_timeout: 10_000, query_timeout: 15_000 };

/** Opens a PostgreSQL database. Several nodes may start at once: an advisory lock lets one of them migrate. */
export async function openPostgres(url: Secret, onLostConnection: (failure: Error) => void): Promise<OpenDatabase> {
  const pool = new Pool({ connectionString: url.reveal(), max: connections, application_name: "xlstripe", ...patience });
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
