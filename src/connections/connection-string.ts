import { AppError } from "../base/app-error";
import { suggestName } from "../base/suggest-name";
import { connectionProperties, findProperty, plainName, type PropertyName, propertyNames } from "./properties";
import { refusalOf } from "./refused-properties";

/** Texts of settings as they were written, by canonical name. */
export type SettingTexts = Partial<Readonly<Record<PropertyName, string>>>;

/** One `name=value`; a value may stand in quotes, which are doubled inside. */
const pair = /\s*(?:([^=;"']+?)\s*=\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|((?!["'])[^;]*?))\s*)?(;|$)/y;

/**
 * Reads `Name=value;Name=value`. Values are not judged yet and not resolved; messages never repeat a value.
 * @throws AppError `BAD_SETTING` for another form, an unknown or refused name or a name that comes twice.
 */
export function parseConnectionString(text: string): SettingTexts {
  const texts: Partial<Record<PropertyName, string>> = {};
  for (const [written, value] of splitPairs(text)) {
    const name = findProperty(written);
    if (name === undefined) throw refusalOf(written) ?? unknownSetting(written);
    if (texts[name] !== undefined) throw badString(`The connection string names ${name} twice.`);
    texts[name] = value;
  }
  return texts;
}

function splitPairs(text: string): readonly (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
  pair.lastIndex = 0;
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text);
    if (match === null) throw badString("The connection string cannot be read.");
    const [, name, double, single, bare] = match;
    if (name === undefined) continue;
    pairs.push([name, double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? bare ?? ""]);
  }
  return pairs;
}

function badString(sentence: string): AppError {
  return new AppError("BAD_SETTING", sentence, {
    hint: 'Write Name=value;Name=value, and values that hold ; or quotes in quotes: Name="a;b".',
  });
}

function unknownSetting(name: string): AppError {
  const meant = suggestName(plainName(name), propertyNames);
  const near = propertyNames.find((known) => known === meant);
  const question = near === undefined ? "" : ` Did you mean ${near} (${connectionProperties[near].label})?`;
  return new AppError("BAD_SETTING", `A connection has no setting "${name}".${question}`, {
    hint: `Settings are ${propertyNames.join(", ")}.`,
  });
}
