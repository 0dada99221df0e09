import type { ApiObject } from "./api-object";
import { eventType, newEvent } from "./company/event";
import { idFor } from "./company/id-prefix";
import type { Random } from "./company/random";
import type { Database } from "./store/database";

export type Fields = Readonly<Record<string, unknown>>;

/** What a change needs to know of its surroundings. `now` is Unix seconds. */
export type ChangeContext = { readonly database: Database; readonly random: Random; readonly now: number };

/**
 * Adds an object. Fields that are not given are those of the newest object of the resource, so that the shape is whole;
 * id and time are new. The matching event is noted.
 */
export function createObject(context: ChangeContext, resource: string, fields: Fields): ApiObject {
  const { database, random, now } = context;
  const template = database.collection(resource).rows()[0] ?? { livemode: false, metadata: {} };
  const object: ApiObject = { ...template, id: idFor(random, resource), created: now, ...fields, object: resource };
  return addObject(context, object);
}

/** Files an object that is complete already and notes the event. */
export function addObject(context: ChangeContext, object: ApiObject): ApiObject {
  context.database.collection(object.object).put(object);
  note(context, object, { change: "created" });
  return object;
}

/** Changes fields of an object; `undefined` when there is no such object. */
export function updateObject(context: ChangeContext, found: ApiObject, fields: Fields): ApiObject {
  const object: ApiObject = { ...found, ...fields, id: found.id, object: found.object };
  const previous = Object.fromEntries(Object.keys(fields).map((name) => [name, found[name] ?? null]));
  context.database.collection(found.object).put(object);
  note(context, object, { change: "updated", previous });
  return object;
}

/** Takes an object away and returns what the API shows in its place. */
export function removeObject(context: ChangeContext, found: ApiObject): ApiObject {
  context.database.bury(found);
  note(context, found, { change: "deleted" });
  return { id: found.id, object: found.object, deleted: true };
}

type Change = { readonly change: "created" | "updated" | "deleted"; readonly previous?: Fields };

function note({ database, random, now }: ChangeContext, object: ApiObject, { change, previous }: Change): void {
  const type = eventType(object, change);
  if (type === null) return;
  database.collection("event").put(newEvent(random, { type, object, created: now, ...(previous ? { previous } : {}) }));
}
