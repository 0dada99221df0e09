import { AppError } from "../../base/app-error";
import type { ColumnLink, TableRef, Workbook } from "../../platform/ports";
import { columnElements, toColumnLinks } from "../column-links-xml";
import { element, readXml, writeXml, type XmlElement } from "../xml";
import { type AuditKind, auditKinds } from "./audit-tables";

/** Namespace of the workbook's custom XML part that tells which tables hold the evidence. */
export const auditNamespace = "urn:excel-connector-for-stripe:audit:1";

const version = "1";

/** A table of evidence as it was last written. */
export type KeptTable = { readonly ref: TableRef; readonly columns: readonly ColumnLink[] };

export type KeptTables = Readonly<Partial<Record<AuditKind, KeptTable>>>;

/**
 * The tables of evidence that the workbook has; a part that cannot be read names none, so that new tables are made.
 * @throws AppError `WORKBOOK_REFUSED` when a later version of the connector wrote it.
 */
export async function readKeptTables(workbook: Pick<Workbook, "readPart">, signal: AbortSignal): Promise<KeptTables> {
  const xml = await workbook.readPart(auditNamespace, signal);
  const root = xml === null ? null : readXml(xml);
  if (root?.name !== "audit") return {};
  if (Number(root.attributes["version"]) > Number(version)) throw newer();
  return Object.fromEntries(root.children.flatMap(toKept));
}

export async function writeKeptTables(workbook: Pick<Workbook, "writePart">, tables: KeptTables, signal: AbortSignal): Promise<void> {
  const children = auditKinds.flatMap((kind) => {
    const kept = tables[kind];
    return kept ? [tableElement(kind, kept)] : [];
  });
  const root = element("audit", { attributes: { xmlns: auditNamespace, version }, children });
  await workbook.writePart({ namespace: auditNamespace, xml: writeXml(root) }, signal);
}

function tableElement(kind: AuditKind, { ref, columns }: KeptTable): XmlElement {
  const attributes = { kind, id: ref.id, ...(ref.name === null ? {} : { name: ref.name }) };
  return element("table", { attributes, children: columnElements(columns) });
}

function toKept({ name: tag, attributes, children }: XmlElement): readonly (readonly [AuditKind, KeptTable])[] {
  const { id, name = null } = attributes;
  const kind = auditKinds.find((one) => one === attributes["kind"]);
  if (tag !== "table" || !id || kind === undefined) return [];
  return [[kind, { ref: { id, name }, columns: toColumnLinks(children) }]];
}

const newer = () =>
  new AppError("WORKBOOK_REFUSED", "The audit sheet of this workbook is kept by a later version of the connector.", {
    hint: "Update the add-in, then refresh the query again.",
  });
