import type { Kysely } from "kysely";
import type { RecordDatabase } from "./record-table";

/** An open, migrated database of either kind. */
export type OpenDatabase = {
  readonly database: Kysely<RecordDatabase>;
  /** Cleans what the database itself leaves of a removed value. */
  readonly afterRemoval: () => Promise<void>;
  readonly close: () => Promise<void>;
};
