import type { Kysely } from "kysely";
import { AppError } from "../../../base/app-error";
import type { RecordKey, RecordStore, RecordWrite, Sealer, VersionedStore } from "../../ports";
import { firstEtag, nextEtag } from "./etag";
import type { RecordDatabase } from "./record-table";

export type RecordsParts = {
  readonly database: Kysely<RecordDatabase>;
  readonly sealer: Sealer;
  readonly kind: VersionedStore["kind"];
  /** Cleans what the database itself leaves of a removed value. */
  readonly afterRemoval: () => Promise<void>;
};

/** A ciphertext opens only in the row and version that it was written for. */
const contextOf = ({ collection, owner, name }: RecordKey, etag: string) => JSON.stringify([collection, owner, name, etag]);

/** {@link RecordStore} over one table. Each change is one statement, so that the database decides among processes and nodes. */
export function createRecords({ database, sealer, kind, afterRemoval }: RecordsParts): RecordStore {
  async function insert(write: RecordWrite): Promise<string | null> {
    const etag = firstEtag();
    const row = { ...write.key, etag, ...(await valuesOf(write, etag)) };
    const result = await database
      .insertInto("xlstripe_records")
      .values(row)
      .onConflict((conflict) => conflict.columns(["collection", "owner", "name"]).doNothing())
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n ? etag : null;
  }

  async function swap(write: RecordWrite, before: string): Promise<string | null> {
    const etag = nextEtag(before);
    if (etag === null) return null;
    const values = { etag, ...(await valuesOf(write, etag)) };
    const result = await database
      .updateTable("xlstripe_records")
      .set(values)
      .where("collection", "=", write.key.collection)
      .where("owner", "=", write.key.owner)
      .where("name", "=", write.key.name)
      .where("etag", "=", before)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n ? etag : null;
  }

  const valuesOf = async (write: RecordWrite, etag: string) => ({
    sealed: await sealer.seal(contextOf(write.key, etag), write.text),
    due_at: write.dueAt ?? null,
    updated_at: Date.now(),
  });

  return {
    kind,
    load: (key, signal) =>
      guarded(signal, async () => {
        const row = await atKey(database, key).executeTakeFirst();
        return row ? { text: await sealer.open(contextOf(key, row.etag), row.sealed), etag: row.etag } : null;
      }),
    save: (write, signal) =>
      guarded(signal, async () => {
        const etag = write.etag === null ? await insert(write) : await swap(write, write.etag);
        return etag === null ? "conflict" : { etag };
      }),
    remove: (key, signal) =>
      guarded(signal, async () => {
        await removeAt(database, key);
        await afterRemoval();
      }),
    list: (filter, signal) => guarded(signal, () => listKeys(database, filter)),
    due: (filter, signal) => guarded(signal, () => dueKeys(database, filter)),
  };
}

const atKey = (database: Kysely<RecordDatabase>, { collection, owner, name }: RecordKey) =>
  database
    .selectFrom("xlstripe_records")
    .select(["etag", "sealed"])
    .where("collection", "=", collection)
    .where("owner", "=", owner)
    .where("name", "=", name);

const removeAt = (database: Kysely<RecordDatabase>, { collection, owner, name }: RecordKey) =>
  database
    .deleteFrom("xlstripe_records")
    .where("collection", "=", collection)
    .where("owner", "=", owner)
    .where("name", "=", name)
    .execute();

type ListFilter = Parameters<RecordStore["list"]>[0];
type DueFilter = Parameters<RecordStore["due"]>[0];

function listKeys(database: Kysely<RecordDatabase>, { collection, owner }: ListFilter): Promise<readonly RecordKey[]> {
  const all = database
    .selectFrom("xlstripe_records")
    .select(["collection", "owner", "name"])
    .where("collection", "=", collection)
    .orderBy("owner")
    .orderBy("name");
  return (owner === undefined ? all : all.where("owner", "=", owner)).execute();
}

const dueKeys = (database: Kysely<RecordDatabase>, { collection, before, limit }: DueFilter): Promise<readonly RecordKey[]> =>
  database
    .selectFrom("xlstripe_records")
    .select(["collection", "owner", "name"])
    .where("collection", "=", collection)
    .where("due_at", "<=", before)
    .orderBy("due_at")
    .orderBy("owner")
    .orderBy("name")
    .limit(limit)
    .execute();

/** Databases fail in their own words; what leaves is a sentence. */
async function guarded<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await task();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("STORAGE_UNAVAILABLE", "The database does not answer as it should.", {
      hint: "Try again in a moment; if it stays, look at the database and its disk.",
      cause,
    });
  }
}
