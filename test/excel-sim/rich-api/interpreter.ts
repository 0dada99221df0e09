import { type HostObject, isHostObject } from "./host-object";
import { actionTypes, type ArgumentInfo, type ObjectPath, pathTypes, type RichApiAction, type RichApiRequest, type RichApiResponse } from "./protocol";
import { identityOf, query } from "./query";
import { RichApiError } from "./rich-api-error";

/** Where object paths start. */
export type Roots = {
  readonly workbook: HostObject;
  /** A service outside the workbook, such as `Microsoft.ExcelServices.CustomFunctions`. */
  service(name: string): HostObject;
  byReference(reference: string): HostObject;
};

/** Runs the actions of one request in order. The first failure stops it; what was done stays done, as in Excel. */
export function runRequest(roots: Roots, request: RichApiRequest): RichApiResponse {
  const resolve = createResolver(roots, request.ObjectPaths);
  const results: { ActionId: number; Value: unknown }[] = [];
  for (const [index, action] of request.Actions.entries()) {
    try {
      const value = runAction(action, resolve);
      if (value !== undefined) results.push({ ActionId: action.Id, Value: value });
    } catch (thrown) {
      return { Results: results, Error: failure(thrown, index) };
    }
  }
  return { Results: results };
}

function failure(thrown: unknown, index: number): NonNullable<RichApiResponse["Error"]> {
  const known = thrown instanceof RichApiError ? thrown : new RichApiError("GeneralException", describe(thrown), "", 500);
  return { Code: known.code, Message: known.message, Location: known.location, HttpStatusCode: known.httpStatus, ActionIndex: index };
}

const describe = (thrown: unknown): string => (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));

/** Finds objects by path id; each path is walked once a request, as a method on a path may do something. */
type Resolver = { object(id: number): HostObject | null; args(info: ArgumentInfo | undefined): unknown[] };

function createResolver(roots: Roots, paths: Readonly<Record<string, ObjectPath>>): Resolver {
  const found = new Map<number, HostObject | null>();
  const object = (id: number): HostObject | null => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const path = paths[id];
    if (!path) throw new RichApiError("InvalidObjectPath", `The request has no object path ${id}.`);
    const result = walk(path);
    found.set(id, result);
    return result;
  };
  const args = (info: ArgumentInfo | undefined): unknown[] =>
    (info?.Arguments ?? []).map((value, index) => argument(value, info?.ReferencedObjectPathIds?.[index], object));
  const fromParent = (path: ObjectPath, step: (parent: HostObject) => unknown): HostObject | null => {
    const parent = object(path.ParentObjectPathId ?? 0);
    const result = parent && step(parent);
    return isHostObject(result) ? result : null;
  };
  const walk = (path: ObjectPath): HostObject | null => {
    const { ObjectPathType: type, Name: name = "" } = path;
    switch (type) {
      case pathTypes.global:
        return roots.workbook;
      case pathTypes.newObject:
        return roots.service(name);
      case pathTypes.method:
        return fromParent(path, (parent) => parent.call(name, args(path.ArgumentInfo)));
      case pathTypes.property:
        return fromParent(path, (parent) => parent.get(name));
      case pathTypes.indexer:
        return fromParent(path, (parent) => parent.call("GetItem", args(path.ArgumentInfo)));
      case pathTypes.reference:
        return roots.byReference(name);
      case pathTypes.nullObject:
        return null;
      default:
        throw new RichApiError("InvalidObjectPath", `Unknown object path type ${type}.`);
    }
  };
  return { object, args };
}

/** Puts objects in the place of the path ids that stand beside an argument. */
function argument(value: unknown, path: unknown, object: (id: number) => HostObject | null): unknown {
  if (Array.isArray(value) && Array.isArray(path)) return value.map((item, index) => argument(item, path[index], object));
  if (typeof path === "number" && path > 0) return object(path);
  return value;
}

type Run = (object: HostObject, action: RichApiAction, resolve: Resolver) => unknown;

/** What each kind of action does; `undefined` sends no result. */
const actionRuns: Readonly<Record<number, Run>> = {
  [actionTypes.instantiate]: (object) => identityOf(object),
  [actionTypes.query]: (object, action) => query(object, action.QueryInfo ?? {}),
  [actionTypes.queryAsJson]: (object, action) => query(object, action.QueryInfo ?? {}),
  [actionTypes.method]: (object, action, resolve) => methodResult(object.call(action.Name ?? "", resolve.args(action.ArgumentInfo))),
  [actionTypes.setProperty]: (object, action, resolve) => object.set(action.Name ?? "", resolve.args(action.ArgumentInfo)[0] ?? null),
  [actionTypes.update](object, action) {
    for (const [name, value] of Object.entries(action.ObjectState ?? {})) object.set(name.charAt(0).toUpperCase() + name.slice(1), value);
  },
};

/** Actions that only help office.js with its own messages. */
const ignored: readonly number[] = [actionTypes.ensureUnchanged, actionTypes.recursiveQuery];

function runAction(action: RichApiAction, resolve: Resolver): unknown {
  // office.js calls back what it tied to a trace, such as adding an event handler, only when the trace has a result.
  if (action.ActionType === actionTypes.trace) return null;
  if (ignored.includes(action.ActionType)) return undefined;
  const run = actionRuns[action.ActionType];
  if (!run) throw new RichApiError("ApiNotFound", `The simulated Excel does not know action type ${action.ActionType}.`);
  const object = action.ObjectPathId === undefined ? null : resolve.object(action.ObjectPathId);
  if (object) return run(object, action, resolve);
  return action.ActionType === actionTypes.setProperty ? undefined : null;
}

const methodResult = (result: unknown): unknown => (isHostObject(result) ? identityOf(result) : result);
