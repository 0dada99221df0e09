import { isJsonObject, type JsonObject } from "../json-object";

/** An event, as far as it tells that a row changed. https://docs.stripe.com/api/events/object */
export type ChangeEvent = {
  readonly id: string;
  readonly type: string;
  /** Unix seconds. */
  readonly created: number;
  /** Key of the row that changed; `null` where the event's object names none. */
  readonly key: string | null;
  /** The row's object as it was just after the change, where the event shows it. */
  readonly object: JsonObject | null;
  /** API version that the object is shown in. */
  readonly apiVersion: unknown;
};

/** Reads an event; `null` for what is none of those asked for. `keyField`: for each type, the field of its object that holds the key. */
export function readChangeEvent(event: JsonObject, keyField: ReadonlyMap<string, string>): ChangeEvent | null {
  const { id, type, created, data } = event;
  if (typeof id !== "string" || typeof type !== "string" || typeof created !== "number") return null;
  const field = keyField.get(type);
  if (field === undefined) return null;
  const object = isJsonObject(data) && isJsonObject(data["object"]) ? data["object"] : {};
  return {
    id,
    type,
    created,
    key: keyIn(object[field]),
    object: field === "id" ? object : null,
    apiVersion: event["api_version"],
  };
}

/** A reference is an id, or the object itself where the account's API version shows it whole. */
function keyIn(reference: unknown): string | null {
  const id = isJsonObject(reference) ? reference["id"] : reference;
  return typeof id === "string" ? id : null;
}
