import { createSealer, readKeyRing } from "../platform/node/key-ring";
import { openRecords, type OpenRecords } from "../platform/node/store/open-records";
import type { Sealer } from "../platform/ports";
import type { Log } from "./gateway-context";
import type { GatewaySettings } from "./settings/gateway-settings";

/** A deployment's database with the keys to it. */
export type OpenStore = { readonly records: OpenRecords; readonly sealer: Sealer };

/**
 * Opens database and key file and checks that they belong together. Only a gateway with a SQLite file makes its own key
 * file; nodes that share a database must be given the same one.
 * @throws AppError `STORAGE_UNAVAILABLE`, `BAD_SETTING`.
 */
export async function openStore({ database, keyFile }: GatewaySettings, log: Log): Promise<OpenStore> {
  const sealer = createSealer(await readKeyRing(keyFile, { create: database.kind === "sqlite" }));
  const onLostConnection = (error: Error) => log("warn", "database connection lost", { error });
  const records = await openRecords({ database, sealer, onLostConnection });
  try {
    await records.check(new AbortController().signal);
    return { records, sealer };
  } catch (failure) {
    await records.close();
    throw failure;
  }
}
