import { badParameter } from "./refusal";

/** Parameters as Stripe reads them: text, lists (`a[]`, `a[0]`) and maps (`a[b]`). */
export type FormValue = string | FormValue[] | FormMap;
export type FormMap = Map<string, FormValue>;

const maxDepth = 8;

/** Reads `created[gte]=1&expand[]=data.customer` into nested values; names that make no sense are refused. */
export function parseForm(entries: Iterable<readonly [string, string]>): FormMap {
  const root: FormMap = new Map();
  for (const [name, value] of entries) insert(root, splitName(name), value);
  return new Map([...root].map(([name, value]) => [name, asList(value)]));
}

function splitName(name: string): readonly [string, ...string[]] {
  const head = /^[^[\]]+/.exec(name)?.[0];
  const rest = head === undefined ? "" : name.slice(head.length);
  if (head === undefined || !/^(\[[^[\]]*\])*$/.test(rest)) throw badParameter(name, `Invalid parameter name: ${name}`);
  const keys = [...rest.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? "");
  if (keys.length > maxDepth) throw badParameter(name, `Invalid parameter name: ${name}`);
  return [head, ...keys];
}

function insert(map: FormMap, keys: readonly [string, ...string[]], value: string): void {
  const [key, next, ...rest] = keys;
  const slot = key === "" ? String(map.size) : key;
  if (next === undefined) {
    map.set(slot, value);
    return;
  }
  const known = map.get(slot);
  if (known !== undefined && !(known instanceof Map)) throw badParameter(key, `Invalid parameter: ${key} has more than one kind of value.`);
  const child: FormMap = known ?? new Map<string, FormValue>();
  map.set(slot, child);
  insert(child, [next, ...rest], value);
}

/** A map with the keys 0, 1, 2 … is a list. */
function asList(value: FormValue): FormValue {
  if (!(value instanceof Map)) return value;
  const entries = [...value].map(([key, inner]) => [key, asList(inner)] as const);
  const numbered = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return numbered ? entries.map(([, inner]) => inner) : new Map(entries);
}

/** The text of a parameter; lists and maps are refused. */
export function textOf(value: FormValue, name: string): string {
  if (typeof value === "string") return value;
  throw badParameter(name, `Invalid string: ${name} must be a string.`);
}

/** The texts of a list parameter; a single text is a list of one. */
export function textsOf(value: FormValue, name: string): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.map((inner) => textOf(inner, name));
  throw badParameter(name, "Invalid array");
}

/** A value without maps, for comparison as JSON. */
export function plainValue(value: FormValue): unknown {
  return value instanceof Map ? [...value].map(([name, inner]) => [name, plainValue(inner)]) : value;
}
