import { fail, ok, type Result } from "../base/result";
import type { ColumnLink } from "../platform/ports";
import type { QueryParameters } from "../query/engine-api";
import type { SqlValue } from "../table/column";
import type { QueryDefinition, Schedule } from "./app-api";
import { lastRunElement, toLastRun } from "./last-run-xml";
import { repeatElement, toRepeat } from "./repeat-xml";
import { child, element, readXml, writeXml, type XmlElement } from "./xml";

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
  const { id, name, connection, tableId, tableName, columns, maxRows, schedule, sql, parameters, paused, lastRun } = definition;
  const attributes = {
    id,
    name,
    connection,
    tableId,
    ...(tableName === undefined ? {} : { tableName }),
    ...(maxRows === null ? {} : { maxRows: String(maxRows) }),
    onOpen: String(schedule.onOpen),
  };
  const children = [
    element("sql", { text: sql }),
    ...(parameters === undefined ? [] : [parametersElement(parameters)]),
    ...(columns === undefined ? [] : [columnsElement(columns)]),
    ...(schedule.repeat === null ? [] : [repeatElement(schedule.repeat)]),
    ...(paused === undefined ? [] : [element("paused", { text: paused })]),
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

function columnsElement(columns: readonly ColumnLink[]): XmlElement {
  const children = columns.map(({ header, columnId }) => element("column", { attributes: { id: String(columnId) }, text: header }));
  return element("columns", { children });
}

const isList = (parameters: QueryParameters): parameters is readonly SqlValue[] => Array.isArray(parameters);

function parameterElement(attributes: Readonly<Record<string, string>>, value: SqlValue): XmlElement {
  const type = value === null ? "null" : typeof value === "number" ? "number" : "text";
  return element("parameter", { attributes: { ...attributes, type }, text: value === null ? "" : String(value) });
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
  return { ...definition, ...(parameters === undefined ? {} : { parameters }), ...toTable(query), ...toPause(child(query, "paused")) };
}

/** What earlier versions did not note; a link that cannot be read is left out, so that its column is told by its header. */
function toTable(query: XmlElement): Pick<QueryDefinition, "tableName" | "columns"> {
  const { tableName } = query.attributes;
  const links = child(query, "columns")?.children.map(({ attributes, text }) => ({ header: text, columnId: Number(attributes["id"]) }));
  const columns = links?.filter(({ columnId }) => Number.isInteger(columnId));
  return { ...(tableName === undefined ? {} : { tableName }), ...(columns === undefined ? {} : { columns }) };
}

const toPause = (paused: XmlElement | undefined): Pick<QueryDefinition, "paused"> => (paused ? { paused: paused.text } : {});

/** Earlier versions knew minutes only, and noted them with the query itself. */
function toSchedule(query: XmlElement): Schedule | null {
  const onOpen = query.attributes["onOpen"] === "true";
  const minutes = optionalNumber(query, "everyMinutes");
  if (minutes === undefined) return null;
  const written = child(query, "repeat");
  const repeat = written === undefined ? null : toRepeat(written);
  if (written !== undefined && repeat === null) return null;
  return { onOpen, repeat: repeat ?? (minutes === null ? null : { kind: "every", minutes }) };
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
