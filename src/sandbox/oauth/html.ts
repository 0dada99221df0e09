/** Text that is safe to stand in a page. */
export type Html = { readonly html: string };

type Part = string | number | Html | readonly Html[];

/** A piece of a page; every value in it is escaped unless it is itself a piece. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, index) => text + shown(parts[index] ?? "")).join("") };
}

function shown(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return "html" in part ? part.html : part.map((one) => one.html).join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
