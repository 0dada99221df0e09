import { isJsonObject } from "../json-object";

/** A value of an object as it is kept: as it came, before any decoding, lists and objects as text. */
export type KeptValue = string | number | boolean | null;

/** What is kept of a value; decoding it gives what decoding the value itself gives. */
export function toKeptValue(value: unknown): KeptValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}

/** An expanded object in place of an id is kept as its id. */
export function toKeptText(value: unknown): KeptValue {
  if (typeof value === "string" || value === null) return value;
  if (!isJsonObject(value)) return toKeptValue(value);
  const { id, object } = value;
  return typeof id === "string" && typeof object === "string" ? id : JSON.stringify(value);
}
