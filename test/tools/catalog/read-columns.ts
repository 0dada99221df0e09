import ts from "typescript";
import includable from "./includable.json";
import type { ColumnSource } from "./model";
import type { TypeFacts } from "./type-facts";
import { isBoolean, isNever, isNumber, isObject, isString, literalsOf, nameOf } from "./type-facts";
import { numberKind, textKindV2 } from "./value-kind";

/** Reads the properties of a resource type as columns; nested objects keep their members for flattening. */
export type ColumnReader = (resource: ts.Type, api: "v1" | "v2") => ColumnSource[];

type Place = { readonly api: "v1" | "v2"; readonly path: readonly string[]; readonly resource: string };

type Shape = Omit<ColumnSource, "name" | "nullable" | "includable">;

const includables: Readonly<Record<string, readonly string[]>> = includable.resources;

export function createColumnReader(facts: TypeFacts): ColumnReader {
  /** Properties of an object; those of a union's members together, where what one of them lacks may be absent. */
  const members = (types: readonly ts.Type[], place: Place): ColumnSource[] => {
    const columns = new Map<string, ColumnSource[]>();
    for (const property of types.flatMap((type) => type.getProperties())) {
      if (facts.parts(facts.typeOf(property)).every(carriesNothing)) continue;
      const found = column(property, { ...place, path: [...place.path, property.name] });
      columns.set(property.name, [...(columns.get(property.name) ?? []), found]);
    }
    return [...columns.values()].flatMap((variants) => {
      const everywhere = variants.length === types.length && !variants.some(({ nullable }) => nullable);
      return variants.slice(0, 1).map((first) => ({ ...first, nullable: !everywhere }));
    });
  };

  const column = (property: ts.Symbol, place: Place): ColumnSource => {
    const type = facts.typeOf(property);
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const asked = includables[place.resource]?.includes(place.path.join(".")) === true;
    return {
      name: property.name,
      nullable: optional || facts.isNullable(type),
      ...shape(facts.parts(type), { place, doc: facts.docOf(property) }),
      ...(asked ? { includable: true } : {}),
    };
  };

  const shape = (parts: readonly ts.Type[], { place, doc }: { place: Place; doc: string }): Shape => {
    const objects = parts.filter(isObject);
    if (parts.every(isBoolean)) return { kind: "boolean" };
    if (parts.some(isNumber) && objects.length === 0) return { kind: numberKind({ path: place.path, doc }) };
    const values = literalsOf(parts);
    if (parts.some(isString) || values.length > 0) return textShape(objects, values, { place, doc });
    if (parts.some((part) => nameOf(part) === "Decimal")) return { kind: "text" };
    return objectShape(objects, place);
  };

  const textShape = (objects: readonly ts.Type[], values: readonly string[], { place, doc }: { place: Place; doc: string }): Shape => {
    const resources = resourcesOf(objects);
    if (resources.length > 0) return { kind: "text", expandable: resources.join("|") };
    if (values.length > 0) return { kind: "text", values };
    return { kind: place.api === "v2" ? textKindV2({ path: place.path, doc }) : "text" };
  };

  const objectShape = (objects: readonly ts.Type[], place: Place): Shape => {
    const first = objects[0];
    if (first === undefined || place.path.length > 1) return { kind: "json", ...listMark(first) };
    if (facts.elementOf(first) !== null || nameOf(first) === "ApiList" || isMap(first)) return { kind: "json", ...listMark(first) };
    const resources = resourcesOf(objects);
    if (resources.length > 1) return { kind: "json" };
    if (resources[0] !== undefined) {
      return { kind: "resource", resource: resources[0], members: members(objects, { ...place, resource: resources[0] }) };
    }
    const parts = members(objects, place);
    return parts.length === 0 ? { kind: "json" } : { kind: "group", members: parts };
  };

  const resourcesOf = (types: readonly ts.Type[]): string[] => [
    ...new Set(types.map(facts.resourceOf).filter((name) => name !== null)),
  ];

  return (resource, api) => {
    const types = facts.parts(resource);
    const columns = members(types, { api, path: [], resource: resourcesOf(types).join("|") });
    return columns.sort((a, b) => identity(a) - identity(b));
  };
}

/** `id` and `object` first; the rest stays in the order of the declarations. */
const identity = ({ name }: ColumnSource): number => {
  const at = ["id", "object"].indexOf(name);
  return at < 0 ? 2 : at;
};

const listMark = (type: ts.Type | undefined): { list?: true } =>
  type !== undefined && nameOf(type) === "ApiList" ? { list: true } : {};

/** `deleted?: never` tells types apart, and methods are the SDK's own; neither comes over the wire. */
const carriesNothing = (type: ts.Type): boolean => isNever(type) || type.getCallSignatures().length > 0;

function isMap(type: ts.Type): boolean {
  return nameOf(type) === "Metadata" || type.getStringIndexType() !== undefined;
}
