import type { ApiObject } from "./api-object";
import { newEvent } from "./company/event";
import { eventTypes, type Change } from "./company/event-types";
import { idFor } from "./company/id-prefix";
import type { Random } from "./company/random";
import { embed, isEmbeddedList } from "./embedded-list";
import type { Database } from "./store/database";

export type Fields = Readonly<Record<string, unknown>>;

/** What a change needs to know of its surroundings. */
export type ChangeContext = {
  readonly database: Database;
  readonly random: Random;
  /** Unix seconds. */
  readonly now: number;
  /** The same in milliseconds, whole. */
  readonly nowMs: number;
};

/**
 * Adds an object. Fields that are not given are those of the newest object of the resource, so that the shape is whole;
 * id and time are new. The matching event is noted.
 */
export function createObject(context: ChangeContext, resource: string, fields: Fields): ApiObject {
  const { database, random, now } = context;
  const template = database.collection(resource).live()[0] ?? { livemode: false, metadata: {} };
  const id = idFor(random, resource);
  const time = "date" in template ? { date: now } : { created: now };
  return addObject(context, { ...template, ...withoutRows(template, id), id, ...time, ...fields, object: resource });
}

/** The lists inside a template, empty and with the address of the new object: their rows belong to the template. */
function withoutRows(template: Fields, id: string): Fields {
  const lists = Object.entries(template).flatMap(([name, value]) => (isEmbeddedList(value) ? [[name, value] as const] : []));
  return Object.fromEntries(lists.map(([name, { url }]) => [name, embed([], url.replaceAll(String(template["id"]), id))]));
}

/** Files an object that is complete already and notes the event. */
export function addObject(context: ChangeContext, object: ApiObject): ApiObject {
  context.database.past.note(object.id, context.nowMs, undefined);
  context.database.collection(object.object).put(object);
  note(context, object, { kind: "created" });
  return object;
}

/** Changes fields of an object and notes the event, if anything is different afterwards. */
export function updateObject(context: ChangeContext, found: ApiObject, fields: Fields): ApiObject {
  const previous = Object.fromEntries(
    Object.keys(fields)
      .filter((name) => JSON.stringify(fields[name]) !== JSON.stringify(found[name]))
      .map((name) => [name, found[name] ?? null]),
  );
  if (Object.keys(previous).length === 0) return found;
  const object: ApiObject = { ...found, ...fields, id: found.id, object: found.object };
  context.database.past.note(found.id, context.nowMs, found);
  context.database.collection(found.object).put(object);
  note(context, object, { kind: "updated", previous });
  return object;
}

/** Takes an object away and returns what the API shows in its place. */
export function removeObject(context: ChangeContext, found: ApiObject): ApiObject {
  context.database.bury(found);
  note(context, found, { kind: "deleted" });
  return { id: found.id, object: found.object, deleted: true };
}

function note({ database, random, now }: ChangeContext, object: ApiObject, change: Change): void {
  for (const type of eventTypes(object, change)) {
    const previous = change.kind === "updated" && !type.endsWith(".deleted") ? { previous: change.previous } : {};
    database.collection("event").put(newEvent(random, { type, object, created: now, ...previous }));
  }
}
