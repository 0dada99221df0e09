import { fail, ok, type Result } from "../base/result";
import { definitionElement, toDefinition } from "./definition-xml";
import type { QueryDefinition } from "./query-definition";
import { element, readXml, writeXml, type XmlElement } from "./xml";

/** Namespace of the workbook's custom XML part that holds the queries. */
export const definitionsNamespace = "urn:excel-connector-for-stripe:queries:1";

/** Format written by this version; a part with another number is not touched. */
const version = "1";

/** Why a part cannot be read: a later version of the connector wrote it, or it is damaged. */
export type PartFailure = "newer" | "broken";

/** What a part holds. */
export type StoredDefinitions = {
  readonly definitions: readonly QueryDefinition[];
  /** Queries that cannot be read; they are written back as they came. */
  readonly unread: readonly XmlElement[];
};

/** The workbook's queries as the text of its custom XML part. */
export function writeDefinitions({ definitions, unread }: StoredDefinitions): string {
  const attributes = { xmlns: definitionsNamespace, version };
  return writeXml(element("queries", { attributes, children: [...definitions.map(definitionElement), ...unread] }));
}

/** Reads what {@link writeDefinitions} wrote. */
export function readDefinitions(xml: string): Result<StoredDefinitions, PartFailure> {
  const root = readXml(xml);
  if (root?.name !== "queries") return fail("broken");
  if (root.attributes["version"] !== version) return fail(Number(root.attributes["version"]) > 1 ? "newer" : "broken");
  const read = root.children.map((query) => ({ query, definition: toDefinition(query) }));
  return ok({
    definitions: read.flatMap(({ definition }) => definition ?? []),
    unread: read.flatMap(({ query, definition }) => (definition === null ? [query] : [])),
  });
}
