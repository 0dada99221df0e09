import type { RoamingSettings } from "../auth/roaming-settings";
import { openOnce } from "./open-once";
import { createSharing } from "../base/share-in-flight";

export type KeptSettingsNeed = {
  readonly openSettings: (signal: AbortSignal) => Promise<RoamingSettings>;
  /** Whether opening the settings anew may find a better place, as after the person has joined a gateway; absent: never. */
  readonly mayMove?: (keptIn: RoamingSettings["keptIn"]) => boolean;
};

/** The person's settings, opened at the first need. */
export type KeptSettings = {
  readonly current: (signal: AbortSignal) => Promise<RoamingSettings>;
  /** With what other devices and workbooks have stored meanwhile. Callers at the same time read once. */
  readonly latest: (signal: AbortSignal) => Promise<RoamingSettings>;
  /** Where a change goes, as it is stored now: settings that may move are opened anew, which moves them. */
  readonly toChange: (signal: AbortSignal) => Promise<RoamingSettings>;
};

/** Makes {@link KeptSettings}. */
export function createKeptSettings({ openSettings, mayMove = () => false }: KeptSettingsNeed): KeptSettings {
  const rereading = createSharing<RoamingSettings>();
  let opened = false;
  let open = openOnce(openSettings);

  async function current(signal: AbortSignal): Promise<RoamingSettings> {
    const settings = await open(signal);
    opened = true;
    return settings;
  }

  const latest = (signal: AbortSignal) =>
    rereading("settings", signal, async (until) => {
      const known = opened;
      const settings = await current(until);
      if (known) await settings.reload(until);
      return settings;
    });

  return {
    current,
    latest,
    async toChange(signal) {
      if (!opened || !mayMove((await current(signal)).keptIn)) return latest(signal);
      open = openOnce(openSettings);
      return current(signal);
    },
  };
}
