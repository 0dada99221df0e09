import { AppError } from "../base/app-error";
import type { QueryParameters } from "../query/engine-api";
import type { SqlValue } from "../table/column";

/**
 * Reads `name=value` for `@name` and `:name`, or `1=value`, `2=value` … for `?`. Plain numbers are numbers; `name:null` is NULL,
 * since `name=` is the empty text and `name=null` the word.
 * @throws AppError `BAD_ARGUMENT`
 */
export function parseParameters(texts: readonly string[]): QueryParameters | undefined {
  if (texts.length === 0) return undefined;
  const values = new Map(texts.map(splitParameter));
  const names = [...values.keys()];
  if (new Set(names.map((name) => name.toLowerCase())).size < texts.length) throw badParameter("A parameter has two values.");
  if (!names.every((name) => /^\d+$/.test(name))) return Object.fromEntries(values);
  return names.map((_, index) => {
    const value = values.get(String(index + 1));
    if (value !== undefined) return value;
    throw badParameter(`The values for ? are numbered from 1; ${index + 1} is missing.`);
  });
}

function splitParameter(text: string): readonly [name: string, value: SqlValue] {
  const [, empty] = /^[@:$]?(\w+):null$/i.exec(text) ?? [];
  if (empty !== undefined) return [empty, null];
  const [, name, value] = /^[@:$]?(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw badParameter(`"${text}" is not a parameter.`);
  return [name, toValue(value)];
}

/** A number only when nothing of the text would be lost: `007` and `1.50` stay text. */
function toValue(text: string): SqlValue {
  const number = Number(text);
  return text !== "" && String(number) === text && Number.isFinite(number) ? number : text;
}

function badParameter(sentence: string): AppError {
  return new AppError("BAD_ARGUMENT", sentence, {
    hint: "Write --param name=value for @name, --param 1=value for the first ?, and name:null for NULL.",
  });
}
