import { type Kysely, Migrator } from "kysely";
import { migrations } from "./record-table";

/** Brings a database to today's form; nothing to do is no error. */
export async function migrate(database: Kysely<never>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: "xlstripe_migrations",
    migrationLockTableName: "xlstripe_migration_lock",
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error("the database could not be brought to today's form", { cause: error });
}
