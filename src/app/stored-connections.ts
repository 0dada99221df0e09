import type { RoamingSettings } from "../auth/roaming-settings";
import { Secret } from "../base/secret";
import { findProperty, type PropertyName } from "../connections/properties";
import type { ConnectionSummary, DraftSettings } from "./app-api";
import { readEarlierForm } from "./earlier-stored-form";

/** A connection as it is saved. */
export type SavedConnection = {
  readonly summary: ConnectionSummary;
  /** Everything that is needed to open it again; secrets as such. */
  readonly settings: DraftSettings;
};

/** What stands under the connection's own name. Each secret has a setting of its own. */
type Stored = Pick<ConnectionSummary, "mode" | "signIn" | "apiBase" | "accountId" | "account"> & {
  readonly settings: Readonly<Record<string, string>>;
};

const prefix = "connection:";
const aboutSetting = (name: string) => `${prefix}${name}`;
const secretSetting = (property: string, name: string) => `secret:${property}:${name}`;

/** The connections that the settings hold; an entry of an unknown shape is left alone and not shown. */
export function readConnections(settings: RoamingSettings): readonly SavedConnection[] {
  const names = settings.names().filter((name) => name.startsWith(prefix));
  return names.flatMap((setting) => readConnection(settings, setting.slice(prefix.length)) ?? []);
}

function readConnection(settings: RoamingSettings, name: string): SavedConnection | null {
  const about = settings.get(aboutSetting(name));
  if (!isStored(about)) return readEarlierForm(settings, { name, about });
  const { settings: texts, ...rest } = about;
  return {
    summary: { ...rest, name, builtIn: false, needsSignIn: false },
    settings: { ...known(texts), ...readSecrets(settings, name) },
  };
}

/** A setting that a later version knows is left out rather than misread. */
function known(texts: Readonly<Record<string, string>>): DraftSettings {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => findProperty(name) === name));
}

function readSecrets(settings: RoamingSettings, name: string): DraftSettings {
  const found = secretsOf(settings, name).map(({ setting, property }) => [property, settings.getSecret(setting)] as const);
  return Object.fromEntries(found.flatMap(([property, secret]) => (secret === null ? [] : [[property, secret]])));
}

function secretsOf(settings: RoamingSettings, name: string): readonly { readonly setting: string; readonly property: PropertyName }[] {
  return settings.names().flatMap((setting) => {
    const [kind, property = "", ...rest] = setting.split(":");
    const found = findProperty(property);
    return kind === "secret" && rest.join(":") === name && found !== undefined ? [{ setting, property: found }] : [];
  });
}

/** Puts a connection into the settings, in place of one whose name differs in case only. Returns the touched names. */
export function writeConnection(settings: RoamingSettings, { summary, settings: given }: SavedConnection): readonly string[] {
  const { name, mode, signIn, apiBase, accountId, account } = summary;
  const touched = [...forgetConnection(settings, name), aboutSetting(name)];
  const texts: Record<string, string> = {};
  for (const [property, value] of Object.entries(given)) {
    if (!(value instanceof Secret)) {
      texts[property] = value;
      continue;
    }
    settings.setSecret(secretSetting(property, name), value);
    touched.push(secretSetting(property, name));
  }
  settings.set(aboutSetting(name), { mode, signIn, apiBase, accountId, account, settings: texts } satisfies Stored);
  return touched;
}

/** Takes a connection and its secrets out of the settings. Returns the touched names. */
export function forgetConnection(settings: RoamingSettings, name: string): readonly string[] {
  const wanted = name.trim().toLowerCase();
  const isOf = (setting: string) => {
    const [kind = "", ...rest] = setting.split(":");
    const named = kind === "secret" ? rest.slice(1) : rest;
    return ["connection", "secret", "key"].includes(kind) && named.join(":").toLowerCase() === wanted;
  };
  const touched = settings.names().filter(isOf);
  for (const setting of touched) settings.remove(setting);
  return touched;
}

const signIns: readonly unknown[] = ["restrictedKey", "secretKey", "accessToken", "oauth"] satisfies ConnectionSummary["signIn"][];
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === "string";

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null) return false;
  const { mode, signIn, apiBase, accountId, account, settings } = value as Partial<Record<keyof Stored, unknown>>;
  return (
    (mode === "test" || mode === "live") &&
    signIns.includes(signIn) &&
    typeof apiBase === "string" &&
    isTextOrNull(accountId) &&
    isTextOrNull(account) &&
    typeof settings === "object" &&
    settings !== null &&
    Object.values(settings).every((text) => typeof text === "string")
  );
}
