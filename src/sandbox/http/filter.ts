import type { CatalogFilter, CatalogTable } from "../../catalog/catalog-table";
import type { ApiObject } from "../api-object";
import type { Collection } from "../store/collection";
import { inside } from "../store/fields";
import { textOf, textsOf, type FormMap, type FormValue } from "./form";
import { badParameter, missingParameter } from "./refusal";

/** One condition of a list call. */
export type Condition = {
  readonly name: string;
  /** Set where the field must equal a text; such a condition can be answered from an index. */
  readonly equals?: string;
  /** Set for ranges; whole numbers, both ends included. */
  readonly range?: Range;
  readonly holds: (object: ApiObject) => boolean;
};

export type Range = { readonly low: number; readonly high: number };

type Compile = (filter: CatalogFilter, value: FormValue, read: (object: ApiObject) => unknown) => Omit<Condition, "name">;

/** https://docs.stripe.com/api/events/list */
const mostTypes = 20;

/** Filters that do more than compare. `null`: the value means no condition at all. */
const special: Readonly<Record<string, (value: string) => ((field: unknown) => boolean) | null>> = {
  "subscriptions.status": (value) => {
    if (value === "all") return null;
    return value === "ended" ? (status) => status === "canceled" || status === "incomplete_expired" : (status) => status === value;
  },
  "events.type": (value) => (value.endsWith("*") ? (type) => String(type).startsWith(value.slice(0, -1)) : (type) => type === value),
};

/** Rows that a list leaves out as long as the parameter is not given. */
const defaults: Readonly<Record<string, { readonly parameter: string; readonly keeps: (object: ApiObject) => boolean }>> = {
  subscriptions: { parameter: "status", keeps: ({ status }) => status !== "canceled" && status !== "incomplete_expired" },
  prices: { parameter: "active", keeps: ({ active }) => active === true },
  reviews: { parameter: "open", keeps: ({ open }) => open === true },
};

export type FilteredCall = {
  readonly table: CatalogTable;
  readonly parameters: FormMap;
  readonly collection: Collection;
  /** The values that enumerations of this list take, by parameter; an enumeration without any takes all. */
  readonly enumValues: Readonly<Record<string, readonly string[]>>;
};

/** The conditions that a call of a list sets, its default ones included. */
export function conditionsOf(call: FilteredCall): readonly Condition[] {
  const { table, parameters, collection } = call;
  if (table.name === "events") refuseTypes(parameters);
  const given = table.filters.flatMap((filter) => {
    const value = parameters.get(filter.name);
    if (value === undefined || value === "") {
      if (filter.required) throw missingParameter(filter.name);
      return [];
    }
    if (filter.kind === "enum") refuseStranger(filter.name, textOf(value, filter.name), call.enumValues[filter.name]);
    return condition(table, { filter, value, collection });
  });
  const rule = defaults[table.name];
  const byDefault = rule && !parameters.has(rule.parameter) ? [{ name: rule.parameter, holds: rule.keeps }] : [];
  return [...given, ...byDefault];
}

function refuseTypes(parameters: FormMap): void {
  const types = parameters.get("types");
  if (types === undefined) return;
  if (parameters.has("type")) throw badParameter("types", "You may only specify one of these parameters: type, types.");
  if (textsOf(types, "types").length > mostTypes) throw badParameter("types", `Array types exceeded maximum ${mostTypes} allowed elements.`);
}

function refuseStranger(name: string, value: string, known: readonly string[] | undefined): void {
  if (!known || known.includes(value)) return;
  throw badParameter(name, `Invalid ${name}: must be one of ${known.slice(0, -1).join(", ")}, or ${known.at(-1) ?? ""}`);
}

type Given = { readonly filter: CatalogFilter; readonly value: FormValue; readonly collection: Collection };

function condition(table: CatalogTable, { filter, value, collection }: Given): readonly Condition[] {
  const read = (object: ApiObject): unknown => collection.field(object, filter.name);
  const own = special[`${table.name}.${filter.name}`];
  if (!own) return [{ name: filter.name, ...compilers[filter.kind](filter, value, read) }];
  const accepts = own(textOf(value, filter.name));
  return accepts ? [{ name: filter.name, holds: (object) => accepts(read(object)) }] : [];
}

const equalText: Compile = ({ name }, value, read) => {
  const wanted = textOf(value, name);
  return { equals: wanted, holds: (object) => someOf(read(object), (field) => String(field) === wanted) };
};

const compilers: Readonly<Record<CatalogFilter["kind"], Compile>> = {
  text: equalText,
  enum: equalText,
  number: (filter, value, read) => {
    const wanted = wholeNumber(filter.name, value);
    return { holds: (object) => read(object) === wanted };
  },
  boolean: (filter, value, read) => {
    const wanted = textOf(value, filter.name);
    if (wanted !== "true" && wanted !== "false") throw badParameter(filter.name, `Invalid boolean: ${wanted}`);
    return { equals: wanted, holds: (object) => String(read(object)) === wanted };
  },
  range: (filter, value, read) => {
    const range = rangeOf(filter.name, value);
    const within = (field: unknown): boolean => typeof field === "number" && field >= range.low && field <= range.high;
    return { range, holds: (object) => someOf(read(object), within) };
  },
  list: (filter, value, read) => {
    const wanted = new Set(textsOf(value, filter.name));
    return { holds: (object) => someOf(read(object), (field) => wanted.has(String(field))) };
  },
  object: (filter, value, read) => {
    if (!(value instanceof Map)) throw badParameter(filter.name, "Invalid object");
    const wanted = [...value];
    return { holds: (object) => wanted.every(([key, part]) => String(inside(read(object), key)) === part) };
  },
};

function someOf(field: unknown, test: (value: unknown) => boolean): boolean {
  return Array.isArray(field) ? field.some(test) : test(field);
}

function rangeOf(name: string, value: FormValue): Range {
  if (!(value instanceof Map)) {
    const exact = wholeNumber(name, value);
    return { low: exact, high: exact };
  }
  let range: Range = { low: -Infinity, high: Infinity };
  for (const [bound, limit] of value) range = narrow(range, bound, { name, limit });
  return range;
}

function narrow({ low, high }: Range, bound: string, { name, limit }: { name: string; limit: FormValue }): Range {
  const number = wholeNumber(`${name}[${bound}]`, limit);
  switch (bound) {
    case "gt":
      return { low: Math.max(low, number + 1), high };
    case "gte":
      return { low: Math.max(low, number), high };
    case "lt":
      return { low, high: Math.min(high, number - 1) };
    case "lte":
      return { low, high: Math.min(high, number) };
    default:
      throw badParameter(`${name}[${bound}]`, `Received unknown parameter: ${name}[${bound}]`, "parameter_unknown");
  }
}

/** A whole number parameter, else Stripe's 400. */
export function wholeNumber(name: string, value: FormValue): number {
  const text = textOf(value, name);
  if (!/^-?\d{1,15}$/.test(text)) throw badParameter(name, `Invalid integer: ${text}`, "parameter_invalid_integer");
  return Number(text);
}
