import { Secret } from "../base/secret";
import { parseConnectionString } from "../connections/connection-string";
import { readKeyKind } from "../connections/key-kind";
import { connectionProperties, type PropertyName, propertyNames } from "../connections/properties";
import type { Property, PropertyGroup } from "../connections/property";
import type { DraftSettings } from "./app-api";

/** Name of a connection's setting. */
export type SettingName = PropertyName;

/** A setting as a form shows it. */
export type SettingField = {
  readonly name: SettingName;
  readonly label: string;
  /** What it does, in a sentence or two. */
  readonly doc: string;
  readonly group: PropertyGroup;
  readonly secret: boolean;
  /** The texts that it takes, when they are few; the first is the default's. */
  readonly choices: readonly string[] | null;
};

/** Every setting that can be set in the add-in, in the order of their declarations. */
export const settingFields: readonly SettingField[] = propertyNames.filter(isForPage).map(toField);

function declared(name: SettingName): Property<unknown> {
  return connectionProperties[name];
}

function isForPage(name: SettingName): boolean {
  return declared(name).places?.includes("page") ?? true;
}

function toField(name: SettingName): SettingField {
  const { label, doc, group, secret = false, choices = null } = declared(name);
  return { name, label, doc, group, secret, choices };
}

/** What is wrong with a setting's text, with what to write instead; `null` when nothing is. An empty text stands for the default. */
export function settingProblem(name: SettingName, value: string | Secret): string | null {
  if (value instanceof Secret || value.trim() === "") return null;
  const read = declared(name).parse(value.trim());
  return read.ok ? null : read.failure;
}

/**
 * The settings of a connection string; what must stay secret comes as `Secret` only.
 * @throws AppError `BAD_SETTING`; the message repeats no value.
 */
export function readConnectionText(text: string): DraftSettings {
  return keepSecrets(parseConnectionString(text));
}

/** Settings as typed, trimmed, without the empty ones, and with every secret as `Secret`. */
export function keepSecrets(typed: DraftSettings): DraftSettings {
  const given = propertyNames.flatMap((name) => {
    const value = typed[name];
    const kept = typeof value === "string" ? keepSecret(name, value.trim()) : value;
    return kept === undefined || kept === "" ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(given);
}

const keepSecret = (name: SettingName, text: string): string | Secret =>
  text !== "" && declared(name).secret === true ? new Secret(text) : text;

/** What a key's beginning tells; `null` where it tells nothing. */
export type KeyFacts = { readonly mode: "test" | "live"; readonly restricted: boolean };

/** Reads `rk_live_…` and the like, also while it is typed. */
export function keyFacts(key: string | Secret): KeyFacts | null {
  // One more character stands for the part that is not typed yet.
  const kind = readKeyKind(key instanceof Secret ? key : new Secret(`${key.trim()}x`));
  return kind && { mode: kind.mode, restricted: kind.keyKind === "restricted" };
}
