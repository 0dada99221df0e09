import { fail, ok, type Result } from "../base/result";
import { definitionElement, toDefinition } from "./definition-xml";
import type { QueryDefinition } from "./query-definition";
import { removedElement, type RemovedQuery, toRemoved } from "./removed-queries";
import { nothingUnknown, type UnknownContent, unknownIn } from "./unknown-content";
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
  /** Absent: none is known. */
  readonly removed?: readonly RemovedQuery[];
  /** What a later version of the connector notes beside the queries. */
  readonly unknown?: UnknownContent;
};

/** The workbook's queries as the text of its custom XML part. */
export function writeDefinitions({ definitions, unread, removed = [], unknown = nothingUnknown }: StoredDefinitions): string {
  const attributes = { ...unknown.attributes, xmlns: definitionsNamespace, version };
  const children = [...definitions.map(definitionElement), ...unread, ...removed.map(removedElement), ...unknown.children];
  return writeXml(element("queries", { attributes, children }));
}

/** Reads what {@link writeDefinitions} wrote. */
export function readDefinitions(xml: string): Result<StoredDefinitions, PartFailure> {
  const root = readXml(xml);
  if (root?.name !== "queries") return fail("broken");
  if (root.attributes["version"] !== version) return fail(Number(root.attributes["version"]) > 1 ? "newer" : "broken");
  const queries = root.children.filter(({ name }) => name === "query").map((query) => ({ query, definition: toDefinition(query) }));
  const removed = root.children.flatMap((one) => toRemoved(one) ?? []);
  const others = { ...root, children: root.children.filter((one) => toRemoved(one) === null) };
  return ok({
    definitions: queries.flatMap(({ definition }) => definition ?? []),
    unread: queries.flatMap(({ query, definition }) => (definition === null ? [query] : [])),
    ...(removed.length === 0 ? {} : { removed }),
    ...unknownIn(others, known),
  });
}

const known = { attributes: new Set(["xmlns", "version"]), children: new Set(["query"]) };
