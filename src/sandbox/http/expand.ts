import { catalogTables } from "../../catalog/catalog";
import type { ApiObject } from "../api-object";
import { isRecord } from "../store/fields";
import type { Database } from "../store/database";
import { textsOf, type FormMap } from "./form";
import { include, includableResource } from "./includable";
import { badParameter } from "./refusal";

const maxDepth = 4;

export type Expansion = {
  readonly database: Database;
  /** Called with the resource of everything that is put in place of an id; may refuse. */
  readonly demand: (resource: string) => void;
};

/** The paths that a call wants expanded, cut into segments. */
export function expandPaths(parameters: FormMap): readonly (readonly string[])[] {
  const value = parameters.get("expand");
  if (value === undefined || value === "") return [];
  return textsOf(value, "expand").map((path) => {
    const segments = path.split(".");
    if (segments.length > maxDepth) throw badParameter("expand", `You cannot expand more than ${maxDepth} levels of a property. Property: ${path}`);
    return segments;
  });
}

/** Puts whole objects in place of ids along the paths; the objects of the store stay as they are. */
export function expand(body: unknown, paths: readonly (readonly string[])[], expansion: Expansion): unknown {
  return paths.reduce((value, path) => walk(value, { left: path, path, expansion }), body);
}

type Step = { readonly left: readonly string[]; readonly path: readonly string[]; readonly expansion: Expansion };

function walk(value: unknown, step: Step): unknown {
  if (step.left.length === 0 || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((inner) => walk(inner, step));
  if (!isRecord(value)) throw notExpandable(step.path);
  const [field = "", ...left] = step.left;
  const found = open(value, field, step);
  return { ...value, [field]: walk(found, { ...step, left }) };
}

function open(owner: Readonly<Record<string, unknown>>, field: string, { left, path, expansion }: Step): unknown {
  const listed = includableResource(owner, field);
  if (listed !== undefined) {
    expansion.demand(listed);
    return include(expansion.database, owner, field);
  }
  if (!(field in owner)) {
    if (isDeclared(owner, field)) return null;
    throw notExpandable(path);
  }
  const value = owner[field];
  if (Array.isArray(value)) return value.map((inner) => resolve(inner, path, expansion));
  if (typeof value !== "string" && left.length === 1 && !isRecord(value) && value !== null) throw notExpandable(path);
  return resolve(value, path, expansion);
}

function resolve(value: unknown, path: readonly string[], { database, demand }: Expansion): unknown {
  if (typeof value !== "string") return value;
  const object = database.find(value) ?? stub(value, database);
  if (!object) throw notExpandable(path);
  demand(object.object);
  return object;
}

/** What is left of an object that was deleted. */
function stub(id: string, database: Database): ApiObject | undefined {
  const resource = database.buriedResource(id);
  return resource === undefined ? undefined : { id, object: resource, deleted: true };
}

function notExpandable(path: readonly string[]): Error {
  const property = path.join(".");
  return badParameter("expand", `This property cannot be expanded (${property}).`);
}

let declared: ReadonlySet<string> | undefined;

/** True where the API has the expandable field and this object just has no value for it. */
function isDeclared(owner: Readonly<Record<string, unknown>>, field: string): boolean {
  declared ??= new Set(
    catalogTables().flatMap((table) =>
      table.columns
        .filter((column) => column.expandable !== undefined || column.includable)
        .map((column) => `${table.resource}.${column.path[0] ?? ""}`),
    ),
  );
  return declared.has(`${String(owner["object"])}.${field}`);
}
