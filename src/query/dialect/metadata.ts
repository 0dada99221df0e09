import { significant, type Node } from "./groups";
import { isWord, nameOf, type Token } from "./tokens";

/**
 * `metadata ->> 'order' = '12'` becomes `metadata MATCH '{"order":"12"}'`, which means the same (`jsonHas` answers it) and which
 * SQLite, other than a comparison of an extracted value, tells the table about. Only whole conditions are touched.
 */
export function matchMetadata(nodes: readonly Node[]): readonly Node[] {
  const given = significant(nodes);
  const found = given.flatMap((_, at) => conditionAt(given, at) ?? []);
  return found.reduce(replaceCondition, nodes);
}

/** From the arrow to the value, and what comes instead. */
type Condition = { readonly from: Token; readonly to: Token; readonly instead: readonly Token[] };

/** The condition whose arrow is at this place. */
function conditionAt(given: readonly Node[], at: number): Condition | null {
  const arrow = tokenAt(given, at);
  const value = tokenAt(given, at + 3);
  if (!arrow || !value || !isWord(arrow, "->>") || !isWord(tokenAt(given, at + 2), "=", "==")) return null;
  if (!isMetadata(given, at - 1) || !endsAt(given, at + 4)) return null;
  const key = plainKeyAt(given, at + 1);
  const instead = key === null ? null : matchOf(arrow, key, value);
  return instead === null ? null : { from: arrow, to: value, instead };
}

/** The key as a text; `null` for what may be a path, or is none. */
function plainKeyAt(given: readonly Node[], at: number): string | null {
  const key = tokenAt(given, at);
  const text = key?.kind === "text" ? unquote(key.text) : "";
  return /^[A-Za-z_][\w -]*$/.test(text) ? text : null;
}

function matchOf({ start }: Token, key: string, value: Token): readonly Token[] | null {
  const match: Token = { kind: "word", text: " MATCH ", start };
  if (value.kind === "text") return [match, { ...value, text: quote(JSON.stringify({ [key]: unquote(value.text) })) }];
  if (value.kind !== "parameter") return null;
  return [match, { kind: "word", text: `json_object(${quote(key)}, `, start }, value, { kind: "symbol", text: ")", start: value.start }];
}

/** Whether a condition that begins with the column `metadata`, alone or as `c.metadata`, ends at this place. */
function isMetadata(given: readonly Node[], at: number): boolean {
  const column = tokenAt(given, at);
  if (!column || nameOf(column)?.toLowerCase() !== "metadata") return false;
  const qualified = isWord(tokenAt(given, at - 1), ".");
  const before = at - (qualified ? 3 : 1);
  return isWord(tokenAt(given, before), "WHERE", "ON") || (isWord(tokenAt(given, before), "AND") && !isOfBetween(given, before));
}

/** `BETWEEN a AND b` has an AND that joins no conditions. */
function isOfBetween(given: readonly Node[], and: number): boolean {
  const words = given.slice(0, and).map((node) => (node.kind === "group" ? undefined : node));
  return words.findLastIndex((word) => isWord(word, "BETWEEN")) > words.findLastIndex((word) => isWord(word, "AND"));
}

function endsAt(given: readonly Node[], at: number): boolean {
  return at >= given.length || isWord(tokenAt(given, at), "AND", "OR", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT");
}

function replaceCondition(nodes: readonly Node[], { from, to, instead }: Condition): readonly Node[] {
  return [...nodes.slice(0, nodes.indexOf(from)), ...instead, ...nodes.slice(nodes.indexOf(to) + 1)];
}

function tokenAt(given: readonly Node[], at: number): Token | undefined {
  const node = given[at];
  return node?.kind === "group" ? undefined : node;
}

const unquote = (text: string): string => text.slice(1, -1).replaceAll("''", "'");
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
