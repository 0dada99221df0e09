import type { QueryParameters } from "../query/engine-api";
import type { SqlValue } from "../table/column";
import { element, type XmlElement } from "./xml";

/** Values of a query's parameters as they stand in the workbook. */
export function parametersElement(parameters: QueryParameters): XmlElement {
  const values = isList(parameters)
    ? parameters.map((value) => parameterElement({}, value))
    : Object.entries(parameters).map(([name, value]) => parameterElement({ name }, value));
  return element("parameters", { attributes: { by: isList(parameters) ? "order" : "name" }, children: values });
}

const isList = (parameters: QueryParameters): parameters is readonly SqlValue[] => Array.isArray(parameters);

function parameterElement(attributes: Readonly<Record<string, string>>, value: SqlValue): XmlElement {
  const type = value === null ? "null" : typeof value === "number" ? "number" : "text";
  return element("parameter", { attributes: { ...attributes, type }, text: value === null ? "" : String(value) });
}

/** `undefined` when the query has none, `null` when they cannot be read. */
export function toParameters(list: XmlElement | undefined): QueryParameters | undefined | null {
  if (list === undefined) return undefined;
  const values = list.children.map((one) => [one.attributes["name"] ?? "", toValue(one)] as const);
  if (values.some(([, value]) => value === undefined)) return null;
  const known = values.map(([name, value]) => [name, value ?? null] as const);
  return list.attributes["by"] === "name" ? Object.fromEntries(known) : known.map(([, value]) => value);
}

function toValue({ attributes, text }: XmlElement): SqlValue | undefined {
  if (attributes["type"] === "null") return null;
  if (attributes["type"] === "text") return text;
  return attributes["type"] === "number" && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
