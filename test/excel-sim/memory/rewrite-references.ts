import { formatBlock, parseReference } from "../address";
import type { Area } from "../sheet-model";
import { areaOfReference, type Book } from "./look-up";
import { readTokens } from "./formula-tokens";

/** A formula after its cells moved: every reference through `move`, those that are gone as `#REF!`. Dollar signs are not kept on references that change. */
export function rewriteReferences(formula: string, book: Book, change: { fromSheetId: string; move: (area: Area) => Area | null }): string {
  const parts = readTokens(formula.slice(1)).map((token) => {
    if (token.kind !== "reference") return token.text;
    const area = areaOfReference(book, token.text, change.fromSheetId);
    if (!area) return token.text;
    const moved = change.move(area);
    if (!moved) return "#REF!";
    if (formatBlock(area) === formatBlock(moved)) return token.text;
    const prefix = parseReference(token.text).sheet === null ? "" : token.text.slice(0, token.text.lastIndexOf("!") + 1);
    return prefix + formatBlock(moved);
  });
  return `=${parts.join("")}`;
}

/** A formula after a sheet was renamed. */
export function rewriteSheetName(formula: string, from: string, to: string): string {
  const parts = readTokens(formula.slice(1)).map((token) => {
    if (token.kind !== "reference") return token.text;
    const named = parseReference(token.text).sheet;
    if (named?.toLowerCase() !== from.toLowerCase()) return token.text;
    return `'${to.replaceAll("'", "''")}'${token.text.slice(token.text.lastIndexOf("!"))}`;
  });
  return `=${parts.join("")}`;
}
