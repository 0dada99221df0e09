import type { RoamingSettings } from "../auth/roaming-settings";
import type { Secret } from "../base/secret";
import type { ConnectionSummary } from "./app-api";
import { isNamed } from "./choose-connection";

type Stored = Omit<ConnectionSummary, "name" | "builtIn">;

const prefix = "connection:";
const aboutSetting = (name: string) => `${prefix}${name}`;
const keySetting = (name: string) => `key:${name}`;

/** The connections that the settings hold; an entry of an unknown shape is left alone and not shown. */
export function readConnections(settings: RoamingSettings): readonly ConnectionSummary[] {
  const names = settings.names().filter((name) => name.startsWith(prefix));
  return names.flatMap((setting) => {
    const about = settings.get(setting);
    return isStored(about) ? [{ ...about, name: setting.slice(prefix.length), builtIn: false }] : [];
  });
}

/** The key of a saved connection. */
export function readKey(settings: RoamingSettings, name: string): Secret | null {
  return settings.getSecret(keySetting(name));
}

/** Puts a connection into the settings, in place of one whose name differs in case only. Returns the touched names. */
export function writeConnection(
  settings: RoamingSettings,
  { summary, apiKey }: { readonly summary: ConnectionSummary; readonly apiKey: Secret },
): readonly string[] {
  const { name, mode, keyKind, apiBase, accountId } = summary;
  const touched = forgetConnection(settings, name);
  settings.setSecret(keySetting(name), apiKey);
  settings.set(aboutSetting(name), { mode, keyKind, apiBase, accountId } satisfies Stored);
  return [...touched, aboutSetting(name), keySetting(name)];
}

/** Takes a connection and its key out of the settings. Returns the touched names. */
export function forgetConnection(settings: RoamingSettings, name: string): readonly string[] {
  const same = readConnections(settings).filter((one) => isNamed(one, name));
  const touched = same.flatMap(({ name: one }) => [aboutSetting(one), keySetting(one)]);
  for (const setting of touched) settings.remove(setting);
  return touched;
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null) return false;
  const { mode, keyKind, apiBase, accountId } = value as Partial<Record<keyof Stored, unknown>>;
  return (
    (mode === "test" || mode === "live") &&
    (keyKind === "restricted" || keyKind === "secret") &&
    typeof apiBase === "string" &&
    (accountId === null || typeof accountId === "string")
  );
}
