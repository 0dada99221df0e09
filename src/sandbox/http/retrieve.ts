import type { ApiObject } from "../api-object";
import { isKept } from "../store/retention";
import type { Call } from "./call";
import { expand, expandPaths } from "./expand";
import { refuseUnknown } from "./list";
import { noSuchObject } from "./refusal";

/** Resources that leave a stub behind when they are deleted; others are just gone. */
const showsDeleted = new Set(["customer"]);

/** Answers `GET` of one object. */
export function answerRetrieve(call: Call): unknown {
  refuseUnknown(call.parameters, ["expand"]);
  const id = call.route.placeholders.get("id") ?? "";
  const { resource } = call.route.table;
  if (showsDeleted.has(resource) && call.database.buriedResource(id) === resource) return { id, object: resource, deleted: true };
  return expand(requestedObject(call), expandPaths(call.parameters), call);
}

/** The object that the address names, else 404. */
export function requestedObject({ route, database, now }: Call): ApiObject {
  const { table, placeholders } = route;
  const id = placeholders.get("id") ?? "";
  const collection = database.collection(table.resource);
  const object = id === database.account && table.resource === "account" ? database.self : collection.get(id);
  const belongs = table.parents.every(({ parameter }) => !object || collection.field(object, parameter) === placeholders.get(parameter));
  if (object && belongs && isKept(object, now)) return object;
  throw noSuchObject(table.resource.split(".").at(-1) ?? table.resource, id, { param: "id", status: 404 });
}
