import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";
import { connectionProperties, type ConnectionSettings, type PropertyName, propertyNames } from "./properties";
import type { Property } from "./property";

/** Settings as they are given: texts, or secrets that are already kept as such. */
export type GivenSettings = Partial<Readonly<Record<PropertyName, string | Secret>>>;

/**
 * The value of every setting: what was given, else the default. Empty texts count as not given.
 * @throws AppError `BAD_SETTING` saying what to write instead; never repeats a secret.
 */
export function readSettings(given: GivenSettings): ConnectionSettings {
  const entries = propertyNames.map((name) => [name, readSetting(name, given[name])] as const);
  return Object.fromEntries(entries) as ConnectionSettings;
}

function readSetting(name: PropertyName, given: string | Secret | undefined): unknown {
  const property: Property<unknown> = connectionProperties[name];
  const text = given instanceof Secret ? given.reveal() : (given ?? "");
  if (text === "") return property.default;
  const read = property.parse(text);
  if (read.ok) return read.value;
  const hidden = property.secret === true || given instanceof Secret;
  const shown = hidden ? "" : ` is "${text}", which`;
  throw new AppError("BAD_SETTING", `The setting ${name}${shown} cannot be used.`, { hint: read.failure });
}
