/** A name, a whole number, or any other sign of a statement; `( … )` is one sign, whatever is in it. */
export type Word =
  | { readonly kind: "name"; readonly text: string; readonly quoted: boolean }
  | { readonly kind: "number" | "other"; readonly text: string };

/** The parts that SQL is made of, as SQLite reads them; blanks and comments come to nothing. */
const parts: readonly { readonly pattern: RegExp; readonly read: (text: string) => Word | null }[] = [
  { pattern: /\s+|--[^\n]*|\/\*[^]*?(?:\*\/|$)/y, read: () => null },
  { pattern: /"(?:[^"]|"")*"?/y, read: (text) => quoted(text.slice(1, -1).replaceAll('""', '"')) },
  { pattern: /`(?:[^`]|``)*`?/y, read: (text) => quoted(text.slice(1, -1).replaceAll("``", "`")) },
  { pattern: /\[[^\]]*\]?/y, read: (text) => quoted(text.slice(1, -1)) },
  { pattern: /'(?:[^']|'')*'?/y, read: (text) => ({ kind: "other", text }) },
  { pattern: /[\p{L}_\u0080-\uffff][\p{L}\p{N}_$\u0080-\uffff]*/uy, read: (text) => ({ kind: "name", text, quoted: false }) },
  { pattern: /\d+(?![.\w])/y, read: (text) => ({ kind: "number", text }) },
  { pattern: /[^]/uy, read: (text) => ({ kind: "other", text }) },
];

const quoted = (text: string): Word => ({ kind: "name", text, quoted: true });

/** The words of a statement that stand outside of parentheses. */
export function topLevelWords(sql: string): readonly Word[] {
  const words: Word[] = [];
  let depth = 0;
  for (const word of allWords(sql)) {
    if (word.kind === "other" && word.text === ")") depth--;
    else if (depth === 0) words.push(word.text === "(" ? { kind: "other", text: "( … )" } : word);
    if (word.kind === "other" && word.text === "(") depth++;
  }
  return words;
}

function* allWords(sql: string): Generator<Word> {
  for (let at = 0; at < sql.length; ) {
    const { text, word } = nextWord(sql, at);
    if (word) yield word;
    at += text.length;
  }
}

function nextWord(sql: string, at: number): { readonly text: string; readonly word: Word | null } {
  for (const { pattern, read } of parts) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text) return { text, word: read(text) };
  }
  return { text: sql.charAt(at), word: null };
}
