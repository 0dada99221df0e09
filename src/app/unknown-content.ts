import type { XmlContent, XmlElement } from "./xml";

/** What a later version of the connector notes in an element beside what this one knows; it is written back as it came. */
export type UnknownContent = Required<Pick<XmlContent, "attributes" | "children">>;

type KnownNames = { readonly attributes: ReadonlySet<string>; readonly children: ReadonlySet<string> };

/** What of an element has none of the names; nothing at all where all is known. */
export function unknownIn({ attributes, children }: XmlElement, known: KnownNames): { readonly unknown?: UnknownContent } {
  const others = Object.entries(attributes).filter(([name]) => !known.attributes.has(name));
  const elements = children.filter(({ name }) => !known.children.has(name));
  return others.length + elements.length === 0 ? {} : { unknown: { attributes: Object.fromEntries(others), children: elements } };
}

/** Where all is known. */
export const nothingUnknown: UnknownContent = { attributes: {}, children: [] };
