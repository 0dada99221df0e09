import { builderElement, toBuilder } from "./builder-xml";
import { columnElements, toColumnLinks } from "./column-links-xml";
import { runElement, toRun } from "./last-run-xml";
import { optionalNumber } from "./number-attribute";
import { parametersElement, toParameters } from "./parameters-xml";
import type { LastRun, QueryDefinition } from "./query-definition";
import { scheduleContent, toSchedule } from "./schedule-xml";
import { nothingUnknown, unknownIn } from "./unknown-content";
import { child, element, type XmlElement } from "./xml";

/** A query as it stands in the workbook. */
export function definitionElement(definition: QueryDefinition): XmlElement {
  const { id, name, connection, tableId, tableName, maxRows, deletesGone, evidence, changedAt, sql } = definition;
  const { columns, parameters, builder, lastRun, history, unknown = nothingUnknown } = definition;
  const scheduled = scheduleContent(definition);
  const attributes = {
    ...unknown.attributes,
    id,
    name,
    connection,
    tableId,
    ...(tableName === undefined ? {} : { tableName }),
    ...(maxRows === null ? {} : { maxRows: String(maxRows) }),
    ...(deletesGone === undefined ? {} : { deletesGone: "true" }),
    ...(evidence === undefined ? {} : { evidence: "true" }),
    ...(changedAt === undefined ? {} : { changedAt: String(changedAt) }),
    ...scheduled.attributes,
  };
  const children = [
    element("sql", { text: sql }),
    ...(parameters === undefined ? [] : [parametersElement(parameters)]),
    ...(builder === undefined ? [] : [builderElement(builder)]),
    ...(columns === undefined ? [] : [element("columns", { children: columnElements(columns) })]),
    ...scheduled.children,
    ...(lastRun === null ? [] : [runElement("lastRun", lastRun)]),
    ...(history === undefined ? [] : [element("history", { children: history.map((run) => runElement("run", run)) })]),
    ...unknown.children,
  ];
  return element("query", { attributes, children });
}

/** `null` when it cannot be read. */
export function toDefinition(query: XmlElement): QueryDefinition | null {
  const named = toNamed(query);
  const scheduled = toSchedule(query);
  const maxRows = optionalNumber(query, "maxRows");
  const parameters = toParameters(child(query, "parameters"));
  const lastRun = toLastRun(child(query, "lastRun"));
  if (!named || !scheduled || maxRows === undefined || parameters === null || lastRun === undefined) return null;
  const definition = { ...named, maxRows, ...scheduled, lastRun };
  return { ...definition, ...(parameters === undefined ? {} : { parameters }), ...toTable(query), ...toLater(query) };
}

type Named = Pick<QueryDefinition, "id" | "name" | "sql" | "connection" | "tableId">;

function toNamed(query: XmlElement): Named | null {
  const { id, name, connection, tableId } = query.attributes;
  const sql = child(query, "sql")?.text;
  if (query.name !== "query" || !id || name === undefined || connection === undefined || !tableId || sql === undefined) return null;
  return { id, name, sql, connection, tableId };
}

const toLastRun = (run: XmlElement | undefined): LastRun | null | undefined => (run === undefined ? null : toRun(run));

/** What earlier versions did not note. */
function toTable(query: XmlElement): Pick<QueryDefinition, "tableName" | "columns"> {
  const { tableName } = query.attributes;
  const columns = child(query, "columns")?.children;
  return { ...(tableName === undefined ? {} : { tableName }), ...(columns === undefined ? {} : { columns: toColumnLinks(columns) }) };
}

type Later = Pick<QueryDefinition, "builder" | "deletesGone" | "evidence" | "history" | "changedAt" | "unknown">;

/** What earlier versions did not know; of the history the runs that can be read. */
function toLater(query: XmlElement): Later {
  const builder = toBuilder(child(query, "builder"));
  const history = child(query, "history")?.children.map(toRun).filter((run) => run !== undefined);
  const changedAt = optionalNumber(query, "changedAt");
  return {
    ...(builder === undefined ? {} : { builder }),
    ...(query.attributes["deletesGone"] === "true" ? { deletesGone: true } : {}),
    ...(query.attributes["evidence"] === "true" ? { evidence: true } : {}),
    ...(history === undefined ? {} : { history }),
    ...(changedAt == null ? {} : { changedAt }),
    ...unknownIn(query, known),
  };
}

/** `everyMinutes` is an earlier version's; it is written as a repeat. */
const known = {
  attributes: new Set("id name connection tableId tableName maxRows deletesGone evidence changedAt onOpen onChange onChangeSheet owner everyMinutes".split(" ")),
  children: new Set("sql parameters builder columns repeat paused lastRun history".split(" ")),
};
