import ts from "typescript";
import type { CatalogFilter } from "../../../src/catalog/catalog-table";
import type { FilterSource } from "./model";
import type { TypeFacts } from "./type-facts";
import { isBoolean, isNumber, isObject, isString, literalsOf, nameOf } from "./type-facts";

/** Parameters of a list call that page or shape the answer rather than choose rows. */
const pagingParameters = new Set(["limit", "starting_after", "ending_before", "page", "expand", "include"]);

export type ListParameters = { readonly filters: readonly FilterSource[]; readonly pages: boolean; readonly include: readonly string[] };

/** Reads the `params` argument of a list method. */
export function readListParameters(params: ts.Type | null, facts: TypeFacts): ListParameters {
  const properties = params === null ? [] : facts.parts(params).flatMap((part) => part.getProperties());
  const names = new Set(properties.map((property) => property.name));
  const include = properties.find((property) => property.name === "include");
  return {
    filters: properties.filter(({ name }) => !pagingParameters.has(name)).map((property) => readFilter(property, facts)),
    pages: names.has("starting_after") || names.has("page"),
    include: include === undefined ? [] : arrayLiterals(facts.parts(facts.typeOf(include)), facts),
  };
}

function readFilter(property: ts.Symbol, facts: TypeFacts): FilterSource {
  const parts = facts.parts(facts.typeOf(property));
  const values = [...literalsOf(parts), ...arrayLiterals(parts, facts)];
  const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  return {
    name: property.name,
    kind: filterKind(parts, facts),
    ...(optional ? {} : { required: true as const }),
    ...(values.length > 0 ? { values } : {}),
  };
}

/** In order: the first test that holds names the kind. */
function filterKind(parts: readonly ts.Type[], facts: TypeFacts): CatalogFilter["kind"] {
  const tests: readonly (readonly [CatalogFilter["kind"], boolean])[] = [
    ["range", parts.some((part) => nameOf(part) === "RangeQueryParam")],
    ["enum", literalsOf(parts).length > 0],
    ["boolean", parts.every(isBoolean)],
    ["number", parts.some(isNumber)],
    ["text", parts.some(isString)],
    ["list", parts.some((part) => facts.elementOf(part) !== null)],
    ["object", parts.some(isObject)],
  ];
  return tests.find(([, holds]) => holds)?.[0] ?? "text";
}

function arrayLiterals(parts: readonly ts.Type[], facts: TypeFacts): string[] {
  return parts.flatMap((part) => {
    const element = facts.elementOf(part);
    return element === null ? [] : literalsOf(facts.parts(element));
  });
}
