import type { Kysely, Migration } from "kysely";

/** One stored value. Instants are ms since 1970 UTC. */
type RecordRow = {
  readonly collection: string;
  readonly owner: string;
  readonly name: string;
  /** Number of the write and chance, see `etag.ts`. */
  readonly etag: string;
  /** The encrypted text. */
  readonly sealed: string;
  readonly due_at: number | null;
  readonly updated_at: number;
};

/** The table that we ask: values by collection, owner and name. */
export type RecordDatabase = { readonly xlstripe_records: RecordRow };

/** Steps from an empty database to today's, by name in order. Both SQL dialects take all of them. */
export const migrations: Readonly<Record<string, Migration>> = {
  "001_records": { up: makeRecords },
  "002_rate_limits": { up: makeRateLimits },
};

async function makeRecords(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("xlstripe_records")
    .addColumn("collection", "text", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("etag", "text", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("due_at", "bigint")
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("xlstripe_records_key", ["collection", "owner", "name"])
    .execute();
  await database.schema
    .createIndex("xlstripe_records_due")
    .on("xlstripe_records")
    .columns(["collection", "due_at"])
    .execute();
}

/** Counts of requests that several nodes share, in the form that rate-limiter-flexible expects. */
async function makeRateLimits(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable("xlstripe_rate_limits")
    .addColumn("key", "varchar(255)", (column) => column.primaryKey())
    .addColumn("points", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("expire", "bigint")
    .execute();
}
