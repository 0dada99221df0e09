import type { BuilderState } from "./query-definition";
import { element, type XmlElement } from "./xml";

/** What was picked in the pane, as it stands in the workbook. */
export function builderElement({ table, columns, required }: BuilderState): XmlElement {
  const children = [
    ...columns.map((column) => element("column", { text: column })),
    ...Object.entries(required).map(([column, value]) => element("required", { attributes: { column }, text: value })),
  ];
  return element("builder", { attributes: { table }, children });
}

/** `undefined` when its SELECT was written by hand. */
export function toBuilder(builder: XmlElement | undefined): BuilderState | undefined {
  const table = builder?.attributes["table"];
  if (builder === undefined || table === undefined) return undefined;
  const named = (name: string) => builder.children.filter((one) => one.name === name);
  const columns = named("column").map(({ text }) => text);
  return { table, columns, required: Object.fromEntries(named("required").map(({ attributes, text }) => [attributes["column"] ?? "", text])) };
}
