import type { SortField } from "../platform/ports";
import { topLevelWords, type Word } from "./top-level-words";

/** How a SELECT orders its rows, `none` where it does not, `unknown` where that is by more than columns of the result. */
export type ResultOrder = { readonly kind: "columns"; readonly fields: readonly SortField[] } | { readonly kind: "none" | "unknown" };

/**
 * The ORDER BY of a SELECT, as far as it names columns of the result by name or number, each with ASC or DESC at most. SQLite takes
 * such a name for the column of the result before anything else.
 * @see https://www.sqlite.org/lang_select.html#the_order_by_clause
 */
export function resultOrder(sql: string, names: readonly string[]): ResultOrder {
  const words = topLevelWords(sql);
  const start = words.findIndex((word, index) => isWord(word, "ORDER") && isWord(words[index + 1], "BY"));
  if (start < 0) return { kind: "none" };
  const rest = words.slice(start + 2);
  const end = rest.findIndex((word) => isWord(word, "LIMIT") || (word.kind === "other" && word.text === ";"));
  const fields = splitTerms(end < 0 ? rest : rest.slice(0, end)).map((term) => toField(term, names));
  return fields.every((field) => field !== null) ? { kind: "columns", fields } : { kind: "unknown" };
}

const isWord = (word: Word | undefined, text: string): boolean => word?.kind === "name" && !word.quoted && word.text.toUpperCase() === text;

function splitTerms(words: readonly Word[]): readonly (readonly Word[])[] {
  const terms: Word[][] = [[]];
  for (const word of words) {
    if (word.kind === "other" && word.text === ",") terms.push([]);
    else terms.at(-1)?.push(word);
  }
  return terms;
}

function toField([what, direction, ...more]: readonly Word[], names: readonly string[]): SortField | null {
  const descending = isWord(direction, "DESC");
  if (more.length > 0 || (direction && !descending && !isWord(direction, "ASC"))) return null;
  const column = what?.kind === "name" ? positionOf(what.text, names) : what?.kind === "number" ? Number(what.text) - 1 : null;
  return column !== null && names[column] !== undefined ? { column, descending } : null;
}

/** `null` where no column, or more than one, has the name. */
function positionOf(name: string, names: readonly string[]): number | null {
  const found = names.flatMap((other, index) => (other.toLowerCase() === name.toLowerCase() ? [index] : []));
  return found.length === 1 ? (found[0] ?? null) : null;
}
