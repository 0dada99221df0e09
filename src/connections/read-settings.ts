import { AppError } from "../base/app-error";
import type { SettingTexts } from "./connection-string";
import { connectionProperties, type ConnectionSettings, type Property, type PropertyName, propertyNames } from "./properties";

/**
 * The value of every setting: what was written, else the default. Empty texts count as not written.
 * @throws AppError `BAD_SETTING` saying what to write instead; never repeats a secret.
 */
export function readSettings(texts: SettingTexts): ConnectionSettings {
  const entries = propertyNames.map((name) => [name, readSetting(name, texts[name])] as const);
  return Object.fromEntries(entries) as ConnectionSettings;
}

function readSetting(name: PropertyName, text: string | undefined): unknown {
  const property: Property<unknown> = connectionProperties[name];
  if (text === undefined || text === "") return property.default;
  const read = property.parse(text);
  if (read.ok) return read.value;
  const shown = property.secret ? "" : ` is "${text}", which`;
  throw new AppError("BAD_SETTING", `The setting ${name}${shown} cannot be used.`, { hint: read.failure });
}
