import { createFileSpool } from "../platform/node/file-spool";
import { createContext, type OpenGatewayOptions } from "./create-context";
import type { GatewayContext } from "./gateway-context";
import { createInstallations, type Installations, ownerOf } from "./identity/installations";
import { createJoinCodes, type JoinCodes } from "./identity/join-codes";
import { openStore } from "./open-store";
import type { GatewaySettings } from "./settings/gateway-settings";
import { settingsCollection } from "./vault/mount-vault";

/** What was taken away. `failures`: accesses that Stripe could not be told to end. */
export type RemovedInstallation = { readonly known: boolean; readonly grants: number; readonly failures: readonly unknown[] };

/** What the operator of a gateway does beside it, whether it runs or not. */
export type OperatorErrands = {
  readonly joinCodes: Pick<JoinCodes, "make">;
  readonly installations: Pick<Installations, "list">;
  /** Shuts an installation out at once, then shreds what it kept: tokens, settings, OAuth apps. May be repeated. */
  readonly removeInstallation: (id: string, signal: AbortSignal) => Promise<RemovedInstallation>;
  readonly close: () => Promise<void>;
};

/** Opens a deployment for its operator. @throws AppError `STORAGE_UNAVAILABLE`, `BAD_SETTING`. */
export async function openErrands(settings: GatewaySettings, options: Omit<OpenGatewayOptions, "publicUrl" | "dialogPages">): Promise<OperatorErrands> {
  const store = await openStore(settings, options.log);
  const publicUrl = settings.publicUrl ?? `http://127.0.0.1:${settings.port}`;
  const context = createContext(settings, { ...options, publicUrl, store, spool: createFileSpool(settings.spoolFolder) });
  const installations = createInstallations(context);
  return {
    joinCodes: createJoinCodes(context),
    installations,
    async removeInstallation(id, signal) {
      const known = await installations.isEnrolled(id, signal);
      await installations.remove(id, signal);
      return { known, ...(await shred(context, ownerOf(id), signal)) };
    },
    close: () => store.records.close(),
  };
}

/** Grants go first: ending one at Stripe may need the person's own app. */
async function shred({ broker, records, ownApps }: GatewayContext, owner: string, signal: AbortSignal): Promise<Omit<RemovedInstallation, "known">> {
  const grants = await broker.list(owner, signal);
  const ended = await Promise.allSettled(grants.map(({ id }) => broker.disconnect({ owner, id }, signal)));
  for (const { clientId } of await ownApps.list(owner, signal)) await ownApps.remove(owner, clientId, signal);
  for (const key of await records.list({ collection: settingsCollection, owner }, signal)) await records.remove(key, signal);
  return { grants: grants.length, failures: ended.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : [])) };
}
