import type { ValueKind } from "../catalog/catalog-table";
import type { SqlValue } from "../table/column";
import { isJsonObject, type JsonObject } from "./json-object";
import type { TimeZone } from "./time-zone";

/** Reads one value of an API object as SQL sees it. */
export type Decode = (value: unknown) => SqlValue;

/** How each kind of the catalog becomes a value; absent and null values never come here. */
export function createDecoders(zone: TimeZone): Readonly<Record<ValueKind, Decode>> {
  return {
    text: toText,
    json: (value) => (typeof value === "string" ? value : JSON.stringify(value)),
    integer: toNumber,
    number: toNumber,
    money: toNumber,
    boolean: (value) => (value === true ? 1 : value === false ? 0 : toText(value)),
    timestamp: (value) => toTimestamp(value, zone),
  };
}

/** The value at a path, or `undefined` where the object ends earlier. */
export function valueAt(object: JsonObject, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const step of path) {
    if (!isJsonObject(value)) return undefined;
    value = value[step];
  }
  return value;
}

/** Ids as they are, expanded objects as their id, anything else as JSON text. */
function toText(value: unknown): SqlValue {
  if (typeof value === "string") return value;
  if (isJsonObject(value) && isReference(value)) return value["id"];
  return JSON.stringify(value);
}

function isReference(value: JsonObject): value is JsonObject & { id: string } {
  return typeof value["id"] === "string" && typeof value["object"] === "string";
}

/** v2 sends some numbers as text. */
function toNumber(value: unknown): SqlValue {
  if (typeof value === "number") return value;
  const number = typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : toText(value);
}

/** v1 sends Unix seconds, v2 ISO 8601 text. */
function toTimestamp(value: unknown, zone: TimeZone): SqlValue {
  const seconds = typeof value === "number" ? value : Math.floor(Date.parse(String(value)) / 1000);
  return Number.isFinite(seconds) ? zone.toText(seconds) : toText(value);
}
