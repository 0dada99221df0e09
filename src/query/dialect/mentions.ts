import { isBlank, isWord, nameOf, type Token } from "./tokens";

/** Which columns a statement can be about, as far as its words tell. */
export type Mentions = {
  /** Every name in the statement, in lower case: of columns, tables, functions and aliases, and every text as well. */
  readonly names: ReadonlySet<string>;
  /** Columns that are not hidden may be used without their name. */
  readonly unnamed: boolean;
};

/** Reads the words of a statement. Texts count as names: SQLite takes `c.'status'` for a column. */
export function readMentions(tokens: readonly Token[]): Mentions {
  const written = tokens.filter((token) => !isBlank(token));
  const names = written.flatMap((token) => (token.kind === "text" ? token.text.replace(/^[Nn]?'|'$/g, "") : (nameOf(token) ?? [])));
  return {
    names: new Set(names.map((name) => name.toLowerCase())),
    unnamed: written.some((token, index) => isWord(token, "NATURAL") || isAllColumns(token, written[index + 1])),
  };
}

/** A star in a list of results; one that multiplies has a value after it, and nothing follows that of `count(*)` but its end. */
function isAllColumns(token: Token, next: Token | undefined): boolean {
  return isWord(token, "*") && isWord(next, ",", "FROM");
}
