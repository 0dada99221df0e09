import { openRoamingSettings } from "../auth/roaming-settings";
import type { SettingsSyncTools } from "../auth/settings-sync";
import type { RandomBytes, RunExclusively, VersionedStore } from "../platform/ports";
import { openOnce } from "./open-once";
import { hex } from "./trust/workbook-identity";

export type InstallationNeed = SettingsSyncTools & {
  readonly openDeviceStore: (signal: AbortSignal) => Promise<VersionedStore>;
  readonly randomBytes: RandomBytes;
  /** Two pages that start at once must not give two ids. */
  readonly runExclusively: RunExclusively;
};

/** Tells one browser, or one computer's Excel, from all others; the workbook notes it with a schedule. */
export type Installation = (signal: AbortSignal) => Promise<string | null>;

const setting = "installation";

/** Makes an {@link Installation}: a random id that says nothing of the person, or `null` where the device keeps nothing. */
export function createInstallation({ openDeviceStore, randomBytes, runExclusively, ...tools }: InstallationNeed): Installation {
  async function readOrGive(signal: AbortSignal): Promise<string | null> {
    const store = await openDeviceStore(signal);
    if (store.kind === "memory") return null;
    const settings = await openRoamingSettings(store, tools, signal);
    const known = settings.get(setting);
    if (typeof known === "string") return known;
    const given = hex(randomBytes(8));
    settings.set(setting, given);
    await settings.save(signal);
    return given;
  }
  return openOnce((signal) => runExclusively(setting, () => readOrGive(signal), signal));
}
