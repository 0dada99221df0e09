import type { ColumnLink } from "../platform/ports";
import { element, type XmlElement } from "./xml";

/** Which of the workbook's table columns show which of our columns. */
export function columnElements(columns: readonly ColumnLink[]): readonly XmlElement[] {
  return columns.map(({ header, columnId }) => element("column", { attributes: { id: String(columnId) }, text: header }));
}

/** The links that can be read: a column without one is told by its header. */
export function toColumnLinks(elements: readonly XmlElement[]): readonly ColumnLink[] {
  const links = elements.map(({ attributes, text }) => ({ header: text, columnId: Number(attributes["id"]) }));
  return links.filter(({ columnId }) => Number.isInteger(columnId));
}
