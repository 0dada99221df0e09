/** An XML element with attributes, and with either elements or text inside. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

export type XmlContent = {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlElement[];
  readonly text?: string;
};

/** Makes an element for {@link writeXml}. */
export function element(name: string, { attributes = {}, children = [], text = "" }: XmlContent): XmlElement {
  return { name, attributes, children, text };
}

/** The first child of a name. */
export function child(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find((one) => one.name === name);
}

/** The element as XML text. Characters that XML 1.0 cannot hold (control characters, lone surrogates) become U+FFFD. */
export function writeXml({ name, attributes, children, text }: XmlElement): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  const inside = children.map(writeXml).join("") + escape(text);
  return inside === "" ? `<${name}${pairs.join("")}/>` : `<${name}${pairs.join("")}>${inside}</${name}>`;
}

const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** White space is written as references, because a reader may normalise it. */
function escape(text: string): string {
  return text.replace(unwritable, "\uFFFD").replace(/[&<>"'\t\n\r]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const names = String.raw`[A-Za-z_][\w.:-]*`;
const tokenPattern = new RegExp(
  [
    String.raw`<!--[\s\S]*?-->|<\?[\s\S]*?\?>`,
    String.raw`<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>`,
    String.raw`</(?<close>${names})\s*>`,
    String.raw`<(?<open>${names})(?<pairs>(?:\s+${names}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>/?)>`,
    String.raw`(?<text>[^<]+)`,
  ].join("|"),
  "y",
);
const pairPattern = new RegExp(String.raw`(?<key>${names})\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')`, "g");

type OpenElement = XmlElement & { readonly children: XmlElement[]; text: string };

/**
 * Reads the part of XML that this project writes, and what a tool that rewrites the file may make of it: comments,
 * CDATA, declarations. No document types, so no entities beyond the five of XML.
 * @returns the root element, or `null` when the text is not well formed
 */
export function readXml(text: string): XmlElement | null {
  const outside = openElement("", "");
  const stack: OpenElement[] = [outside];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const groups = tokenPattern.exec(text);
    if (groups === null || !take(groups.groups ?? {}, stack)) return null;
  }
  const [root] = outside.children;
  const alone = stack.length === 1 && outside.children.length === 1 && outside.text.trim() === "";
  return alone && root ? root : null;
}

/** Elements inside of one another, so many that those who walk through them keep within their stack. */
const deepest = 100;

/** Takes one token; false when it cannot stand there. */
function take(token: Readonly<Record<string, string | undefined>>, stack: OpenElement[]): boolean {
  const top = stack.at(-1);
  if (!top) return false;
  if (token["close"] !== undefined) return stack.length > 1 && stack.pop()?.name === token["close"];
  if (token["open"] !== undefined) {
    const child = openElement(token["open"], token["pairs"] ?? "");
    top.children.push(child);
    if (token["empty"] === "") stack.push(child);
    return stack.length <= deepest;
  }
  top.text += token["cdata"] ?? unescape(token["text"] ?? "");
  return true;
}

function openElement(name: string, pairs: string): OpenElement {
  const found = [...pairs.matchAll(pairPattern)].map(({ groups = {} }) => {
    const value = groups["double"] ?? groups["single"] ?? "";
    return [groups["key"] ?? "", unescape(value)] as const;
  });
  return { name, attributes: Object.fromEntries(found), children: [], text: "" };
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, ...parts: (string | undefined)[]) => {
    const [hex, decimal, name] = parts;
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
