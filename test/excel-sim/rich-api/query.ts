import { type HostObject, isHostObject } from "./host-object";
import type { QueryInfo } from "./protocol";
import { RichApiError } from "./rich-api-error";

/** The ids that office.js needs to address the object again. */
export function identityOf(object: HostObject): Record<string, unknown> {
  return { ...object.identity(), ...(object.reference !== null && { _ReferenceId: object.reference }) };
}

/** Answers `load`: chosen scalars, expanded objects, and the items of a collection with `$top` and `$skip`. */
export function query(object: HostObject, { Select: select = [], Expand: expand = [], Top: top, Skip: skip = 0 }: QueryInfo): Record<string, unknown> {
  const items = object.items();
  if (!items) return { ...identityOf(object), ...readMembers(object, [...select], expand) };
  const ofItems = { Select: withoutItems(select), Expand: withoutItems(expand) };
  const page = items.slice(skip, top === undefined ? undefined : skip + top);
  const wantsCount = object.has("Count") && (select.length === 0 || select.some((name) => /^count$/i.test(name)));
  return {
    ...(wantsCount && { Count: object.get("Count") }),
    _Items: page.map((item, index) => ({ ...query(item, ofItems), _Index: skip + index })),
  };
}

/** `items/name` is asked of the items; `count` and `items` are not. */
function withoutItems(names: readonly string[]): string[] {
  return names.filter((name) => !/^(items|count)$/i.test(name)).map((name) => name.replace(/^items\//i, ""));
}

function readMembers(object: HostObject, select: readonly string[], expand: readonly string[]): Record<string, unknown> {
  const wanted = select.map((name) => name.trim()).filter((name) => name !== "" && !/^\$none$/i.test(name));
  const all = select.length === 0 || wanted.includes("*");
  const names = [...(all ? object.scalars() : []), ...wanted.filter((name) => name !== "*")];
  const result: Record<string, unknown> = {};
  for (const [member, rest] of groupByHead([...names, ...expand])) {
    if (!object.has(member)) throw new RichApiError("InvalidArgument", `${object.typeName} has no property ${member}.`, `${object.typeName}.load`);
    const value = object.get(member);
    result[member] = isHostObject(value) ? query(value, { Select: rest }) : value;
  }
  return result;
}

/** `format/fill/color` belongs to `Format`, with `fill/color` left to ask of it. */
function groupByHead(names: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const [head = "", ...rest] = name.split("/");
    const member = head.startsWith("_") ? head : head.charAt(0).toUpperCase() + head.slice(1);
    const group = groups.get(member) ?? [];
    if (rest.length > 0) group.push(rest.join("/"));
    groups.set(member, group);
  }
  return groups;
}
