/** `broken` is a quote or comment that is never closed. */
export type TokenKind =
  "space" | "comment" | "text" | "quotedName" | "word" | "parameter" | "number" | "symbol" | "broken";

export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it starts in the statement, in UTF-16 units. */
  readonly start: number;
};

const patterns: readonly (readonly [TokenKind, string])[] = [
  ["space", String.raw`\s+`],
  ["comment", String.raw`--[^\n]*|/\*[\s\S]*?\*/`],
  ["text", String.raw`[Nn]?'(?:[^']|'')*'`],
  ["quotedName", String.raw`"(?:[^"]|"")*"|\[[^\]]*\]|` + "`(?:[^`]|``)*`"],
  ["parameter", String.raw`[@:$][\p{L}_][\p{L}\p{N}_]*|\?\d*`],
  ["number", String.raw`0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
  ["word", String.raw`[\p{L}_][\p{L}\p{N}_$]*`],
  ["broken", String.raw`/\*[\s\S]*|['"\[` + "`" + String.raw`][\s\S]*|\0[\s\S]*`],
  ["symbol", String.raw`->>|->|\|\||<=|>=|<>|!=|==|<<|>>|[\s\S]`],
];
const anyToken = new RegExp(patterns.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join("|"), "gu");

/** Splits a statement into tokens; joined again they are the statement. */
export function tokenize(sql: string): readonly Token[] {
  return Array.from(sql.matchAll(anyToken), (match): Token => {
    const kind = patterns.find(([name]) => match.groups?.[name] !== undefined)?.[0] ?? "symbol";
    return { kind, text: match[0], start: match.index };
  });
}

/** Whether SQL ignores the token. */
export function isBlank(token: Token): boolean {
  return token.kind === "space" || token.kind === "comment";
}

/** Whether the token is this keyword or symbol. */
export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return (
    token !== undefined &&
    (token.kind === "word" || token.kind === "symbol") &&
    words.includes(token.text.toUpperCase())
  );
}

/** The name that an identifier means, without its quotes. */
export function nameOf({ kind, text }: Token): string | null {
  if (kind === "word") return text;
  if (kind !== "quotedName") return null;
  const inner = text.slice(1, -1);
  return text.startsWith("[") ? inner : inner.replaceAll(text.charAt(0).repeat(2), text.charAt(0));
}
