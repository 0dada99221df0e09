import { fail, ok, type Result } from "../base/result";
import type { QueryParameters } from "../query/engine-api";
import type { SqlValue } from "../table/column";
import type { PartialReason } from "../table/query-result";
import type { LastRun, QueryDefinition, Schedule } from "./app-api";
import { element, readXml, writeXml, type XmlElement } from "./xml";

/** Namespace of the workbook's custom XML part that holds the queries. */
export const definitionsNamespace = "urn:excel-connector-for-stripe:queries:1";

/** Format written by this version; a part with another number is not touched. */
const version = "1";

/** Why a part cannot be read: a later version of the connector wrote it, or it is damaged. */
export type PartFailure = "newer" | "broken";

/** The workbook's queries as the text of its custom XML part. */
export function writeDefinitions(definitions: readonly QueryDefinition[]): string {
  const attributes = { xmlns: definitionsNamespace, version };
  return writeXml(element("queries", { attributes, children: definitions.map(toElement) }));
}

/** Reads what {@link writeDefinitions} wrote. */
export function readDefinitions(xml: string): Result<readonly QueryDefinition[], PartFailure> {
  const root = readXml(xml);
  if (root?.name !== "queries") return fail("broken");
  if (root.attributes["version"] !== version) return fail(Number(root.attributes["version"]) > 1 ? "newer" : "broken");
  const definitions = root.children.map(toDefinition);
  return definitions.every((one) => one !== null) ? ok(definitions) : fail("broken");
}

function toElement(definition: QueryDefinition): XmlElement {
  const { id, name, connection, tableId, maxRows, schedule, sql, parameters, lastRun } = definition;
  const attributes = {
    id,
    name,
    connection,
    tableId,
    ...(maxRows === null ? {} : { maxRows: String(maxRows) }),
    onOpen: String(schedule.onOpen),
    ...(schedule.everyMinutes === null ? {} : { everyMinutes: String(schedule.everyMinutes) }),
  };
  const children = [
    element("sql", { text: sql }),
    ...(parameters === undefined ? [] : [parametersElement(parameters)]),
    ...(lastRun === null ? [] : [lastRunElement(lastRun)]),
  ];
  return element("query", { attributes, children });
}

function parametersElement(parameters: QueryParameters): XmlElement {
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

function lastRunElement({ at, rows, complete, reasons, error }: LastRun): XmlElement {
  return element("lastRun", {
    attributes: { at: String(at), rows: String(rows), complete: String(complete) },
    children: [
      ...reasons.map(({ code, message }) => element("reason", { attributes: { code }, text: message })),
      ...(error === null ? [] : [element("error", { text: error })]),
    ],
  });
}

function toDefinition(query: XmlElement): QueryDefinition | null {
  const { id, name, connection, tableId } = query.attributes;
  const sql = child(query, "sql")?.text;
  const schedule = toSchedule(query);
  const maxRows = optionalNumber(query, "maxRows");
  const parameters = toParameters(child(query, "parameters"));
  const lastRun = toLastRun(child(query, "lastRun"));
  if (!id || name === undefined || connection === undefined || !tableId || sql === undefined) return null;
  if (!schedule || maxRows === undefined || parameters === null || lastRun === undefined) return null;
  const definition = { id, name, sql, connection, maxRows, tableId, schedule, lastRun };
  return parameters === undefined ? definition : { ...definition, parameters };
}

const child = (parent: XmlElement, name: string): XmlElement | undefined =>
  parent.children.find((one) => one.name === name);

function toSchedule(query: XmlElement): Schedule | null {
  const onOpen = query.attributes["onOpen"] === "true";
  const everyMinutes = optionalNumber(query, "everyMinutes");
  return everyMinutes === undefined ? null : { onOpen, everyMinutes };
}

/** `null` when absent, `undefined` when it is no positive number. */
function optionalNumber(parent: XmlElement, name: string): number | null | undefined {
  const text = parent.attributes[name];
  if (text === undefined) return null;
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** `undefined` when the query has none, `null` when they cannot be read. */
function toParameters(list: XmlElement | undefined): QueryParameters | undefined | null {
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

const reasonCodes: readonly PartialReason["code"][] = [
  "ROW_LIMIT",
  "PERMISSION",
  "CANCELLED",
  "EVENT_WINDOW",
  "NOT_ENABLED",
  "SEARCH_LAG",
];

/** `null` when it never ran, `undefined` when it cannot be read. */
function toLastRun(run: XmlElement | undefined): LastRun | null | undefined {
  if (run === undefined) return null;
  const at = Number(run.attributes["at"]);
  const rows = Number(run.attributes["rows"]);
  if (!Number.isFinite(at) || !Number.isFinite(rows)) return undefined;
  const reasons = run.children.filter(({ name }) => name === "reason").map(toReason);
  const error = child(run, "error")?.text ?? null;
  const complete = run.attributes["complete"] === "true";
  return reasons.every((one) => one !== null) ? { at, rows, complete, reasons, error } : undefined;
}

function toReason({ attributes, text }: XmlElement): PartialReason | null {
  const code = reasonCodes.find((one) => one === attributes["code"]);
  return code === undefined ? null : { code, message: text };
}
