/** An XML element to be written: name, attributes, then text or children. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[] | string;
};

/** Makes an element; without children it is written as an empty tag. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly XmlElement[] | string = [],
): XmlElement {
  return { name, attributes, children };
}

/** The element as indented XML text, with its line end. */
export function renderXml(node: XmlElement, indent = ""): string {
  const open = [node.name, ...Object.entries(node.attributes).map(([key, value]) => `${key}="${escapeXml(value)}"`)];
  if (node.children.length === 0) return `${indent}<${open.join(" ")}/>\n`;
  if (typeof node.children === "string") {
    return `${indent}<${open.join(" ")}>${escapeXml(node.children)}</${node.name}>\n`;
  }
  const inner = node.children.map((child) => renderXml(child, `${indent}  `)).join("");
  return `${indent}<${open.join(" ")}>\n${inner}${indent}</${node.name}>\n`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
