import { AppError } from "../../../base/app-error";
import type { Secret } from "../../../base/secret";
import type { RecordStore, Sealer, VersionedStore } from "../../ports";
import { createRecords } from "./create-records";
import type { OpenDatabase } from "./open-database";

/** Where records are kept: a file of this computer, or a PostgreSQL database that several nodes share. */
export type DatabaseAddress =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgres"; readonly url: Secret };

export type OpenRecordsOptions = {
  readonly database: DatabaseAddress;
  readonly sealer: Sealer;
  /** What messages call it: the gateway's `vault` (the default) or a `file` of the command line. */
  readonly kind?: VersionedStore["kind"];
  /** Told when the database server closed a connection that nobody used; the next use opens another. */
  readonly onLostConnection?: (failure: Error) => void;
};

/** Records that are open until closed. */
export type OpenRecords = RecordStore & {
  readonly close: () => Promise<void>;
  /** Writes and reads a value. @throws AppError `STORAGE_UNAVAILABLE` when the database or the key file does not serve. */
  readonly check: (signal: AbortSignal) => Promise<void>;
};

const probe = { collection: "probe", owner: "", name: "probe" };

/** Opens the database and brings it to today's form. @throws AppError `STORAGE_UNAVAILABLE`. */
export async function openRecords(options: OpenRecordsOptions): Promise<OpenRecords> {
  const { database, afterRemoval, close } = await openDatabase(options);
  const records = createRecords({ database, sealer: options.sealer, kind: options.kind ?? "vault", afterRemoval });
  return {
    ...records,
    close,
    async check(signal) {
      const found = await records.load(probe, signal);
      // A conflict is as good: another node wrote at the same time.
      await records.save({ key: probe, text: "", etag: found?.etag ?? null }, signal);
    },
  };
}

/** Loads only the driver that is needed: starting the command line must stay quick. */
async function openDatabase({ database, onLostConnection }: OpenRecordsOptions): Promise<OpenDatabase> {
  try {
    if (database.kind === "sqlite") return await (await import("./sqlite")).openSqlite(database.file);
    return await (await import("./postgres")).openPostgres(database.url, onLostConnection ?? (() => undefined));
  } catch (cause) {
    const what = database.kind === "sqlite" ? `The database file ${database.file}` : "The database of DATABASE_URL";
    throw new AppError("STORAGE_UNAVAILABLE", `${what} cannot be opened.`, {
      hint: "Check its address and that this program may write there.",
      cause,
    });
  }
}
