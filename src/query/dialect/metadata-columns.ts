import { isBlank, isWord, nameOf, type Token } from "./tokens";

/** A member of metadata, from its first token to its last one, among the tokens that SQL does not ignore. */
type Member = { readonly from: number; readonly to: number; readonly qualifier: readonly Token[]; readonly key: string };

/**
 * Writes members of metadata as SQLite reads them: `metadata.order_id`, `c.metadata.order_id` and `[metadata.order_id]` become
 * `metadata ->> 'order_id'`. A result keeps the name that was written.
 */
export function readMetadataColumns(tokens: readonly Token[]): readonly Token[] {
  const written = tokens.filter((token) => !isBlank(token));
  const result: Token[] = [];
  let place = -1;
  let end = -1;
  for (const token of tokens) {
    if (!isBlank(token)) place++;
    if (place <= end) continue;
    const member = isBlank(token) ? null : memberAt(written, place);
    if (member) end = member.to;
    result.push(...(member ? extraction(written, member) : [token]));
  }
  return result;
}

/** The longest member of metadata that begins at this place. */
function memberAt(written: readonly Token[], at: number): Member | null {
  if (isWord(written[at - 1], ".")) return null;
  const hasQualifier = isName(written[at]) && isWord(written[at + 1], ".");
  const qualified = hasQualifier ? unqualifiedAt(written, at + 2) : null;
  if (qualified) return { ...qualified, from: at, qualifier: written.slice(at, at + 2) };
  return unqualifiedAt(written, at);
}

function unqualifiedAt(written: readonly Token[], at: number): Member | null {
  const name = nameAt(written, at);
  const whole = written[at]?.kind === "quotedName" ? /^metadata\.(.+)$/is.exec(name)?.[1] : undefined;
  if (whole !== undefined) return { from: at, to: at, qualifier: [], key: whole };
  const key = nameAt(written, at + 2);
  const goesOn = isWord(written[at + 3], ".", "(");
  if (name.toLowerCase() !== "metadata" || !isWord(written[at + 1], ".") || key === "" || goesOn) return null;
  return { from: at, to: at + 2, qualifier: [], key };
}

function extraction(written: readonly Token[], { from, to, qualifier, key }: Member): readonly Token[] {
  const start = written[from]?.start ?? 0;
  const word = (text: string): Token => ({ kind: "word", text, start });
  const symbol = (text: string): Token => ({ kind: "symbol", text, start });
  const space: Token = { kind: "space", text: " ", start };
  const value = [
    ...qualifier,
    word("metadata"),
    space,
    symbol("->>"),
    space,
    { kind: "text", text: `'${key.replaceAll("'", "''")}'`, start } as const,
  ];
  if (isCompared(written, from, to)) return value;
  const name = isResult(written, from, to) ? [word(` AS "metadata.${key.replaceAll('"', '""')}"`)] : [];
  return [symbol("("), ...value, symbol(")"), ...name];
}

/** The left side of a whole condition, which is left as it would be written by hand. */
function isCompared(written: readonly Token[], from: number, to: number): boolean {
  return isWord(written[from - 1], "WHERE", "ON", "AND") && isWord(written[to + 1], "=", "==");
}

/** All of one result of a SELECT, without a name of its own. */
function isResult(written: readonly Token[], from: number, to: number): boolean {
  const next = written[to + 1];
  if (next !== undefined && !isWord(next, ",", "FROM", ")")) return false;
  if (isWord(written[from - 1], "SELECT", "DISTINCT", "ALL")) return true;
  return isWord(written[from - 1], ",") && isWord(clauseBefore(written, from), "SELECT");
}

const clauses = ["SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "VALUES", "ON", "WINDOW"];

/** The word that begins the clause of this place, or the parenthesis that it is in. */
function clauseBefore(written: readonly Token[], at: number): Token | undefined {
  let depth = 0;
  for (let place = at - 1; place >= 0; place--) {
    const token = written[place];
    if (isWord(token, ")")) depth++;
    else if (isWord(token, "(") && depth-- === 0) return token;
    else if (depth === 0 && isWord(token, ...clauses)) return token;
  }
  return undefined;
}

const isName = (token: Token | undefined): boolean => token !== undefined && nameOf(token) !== null;

function nameAt(written: readonly Token[], at: number): string {
  const token = written[at];
  return (token && nameOf(token)) ?? "";
}
