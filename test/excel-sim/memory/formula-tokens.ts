/** One piece of a formula's text. Joining all `text`s gives the formula back. */
export type Token = {
  readonly kind: "space" | "text" | "number" | "error" | "reference" | "name" | "columns" | "operator";
  readonly text: string;
};

const cell = String.raw`\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w(.])`;
const sheet = String.raw`(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!`;

/** In the order in which they are tried. */
const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
  ["space", /\s+/y],
  ["text", /"(?:[^"]|"")*"/y],
  ["error", /#(?:N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!|BUSY!|SPILL!)/y],
  ["reference", new RegExp(`(?:${sheet})?(?:${cell}(?::${cell})?|\\$?[A-Za-z]{1,3}:\\$?[A-Za-z]{1,3}(?![\\w(.])|\\$?\\d+:\\$?\\d+)`, "y")],
  ["number", /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["name", /[\p{L}_\\][\p{L}\p{N}_.\\]*/uy],
  ["columns", /\[(?:[^[\]]|\[[^\]]*\])*\]/y],
  ["operator", /<>|<=|>=|[-+*/^&=<>%#(){},;:!]/y],
];

/** Splits a formula without its `=`. A character that fits nowhere ends the list with an `error` token. */
export function readTokens(formula: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < formula.length; ) {
    const token = tokenAt(formula, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(formula: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(formula)?.[0];
    if (text) return { kind, text };
  }
  return { kind: "error", text: formula.slice(at) };
}
