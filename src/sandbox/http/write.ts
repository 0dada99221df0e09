import { addObject, removeObject, updateObject, type ChangeContext } from "../changes";
import type { Call } from "./call";
import { expand, expandPaths } from "./expand";
import { refuseUnknown } from "./list";
import { unknownRoute } from "./refusal";
import { requestedObject } from "./retrieve";
import { buildObject, changedFields, writables } from "./writable";

/** Answers `POST` and `DELETE` of the resources that can be written. */
export function answerWrite(call: Call, method: string, change: ChangeContext): unknown {
  const { route, path, parameters } = call;
  const { resource } = route.table;
  const writable = route.table.parents.length === 0 ? writables[resource] : undefined;
  if (!writable) throw unknownRoute(method, path);
  if (method === "DELETE" && route.kind === "retrieve") return removeObject(change, requestedObject(call));
  if (method !== "POST") throw unknownRoute(method, path);
  refuseUnknown(parameters, [...Object.keys(writable.parameters), "expand"]);
  const object =
    route.kind === "list"
      ? addObject(change, buildObject(resource, parameters, change))
      : update(call, change);
  return expand(object, expandPaths(parameters), call);
}

function update(call: Call, change: ChangeContext) {
  const found = requestedObject(call);
  const fields = changedFields(call.route.table.resource, call.parameters, found);
  const stamped = found.object === "product" ? { ...fields, updated: change.now } : fields;
  return Object.keys(fields).length === 0 ? found : updateObject(change, found, stamped);
}
