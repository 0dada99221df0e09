import { hasCallRule, rewriteCall } from "./calls";
import { flatten, groupTokens, type Node } from "./groups";
import { matchMetadata } from "./metadata";
import { readMetadataColumns } from "./metadata-columns";
import { readMentions, type Mentions } from "./mentions";
import { singleStatement } from "./single-statement";
import { meansNowAlone, nowToken, plainTime, type Moment } from "./times";
import { moveTop } from "./top";
import { isBlank, nameOf, type Token } from "./tokens";

/** A statement in SQLite's own words. */
export type Rewritten = {
  readonly sql: string;
  /** The statement as it was written. */
  readonly original: string;
  /** The identifiers of the statement as written, without quotes. */
  readonly names: readonly string[];
  /** Which columns it can be about. */
  readonly mentions: Mentions;
  /** The statement ends with a LIMIT of its own. */
  readonly limited: boolean;
  /** The same statement for a SQLite that knows no column `metadata.key`: with members of metadata extracted. */
  readonly withMetadataColumns: () => Rewritten;
  /** Where in the original statement a place of the rewritten one comes from, both in UTF-16 units. */
  readonly originalOffset: (offset: number) => number;
};

/**
 * Rewrites habits of SQL Server and of other drivers into SQLite's dialect, token by token: `TOP n`, `ISNULL(a, b)`,
 * `DATEADD(month, …)`, `CAST(x AS DATE)`, `N'…'`, ISO 8601 times, and everything that means "now"; and conditions on
 * metadata into ones that SQLite tells the table about. Nothing is parsed; what is not recognised goes to SQLite as it is.
 * @throws AppError `SQL_SYNTAX` for an empty text, several statements, and quotes that are not closed; `SQL_READ_ONLY`.
 */
export function rewriteSql(sql: string, moment: Moment): Rewritten {
  const tokens = singleStatement(sql);
  return rewriteTokens(sql, tokens, moment);
}

function rewriteTokens(sql: string, tokens: readonly Token[], moment: Moment): Rewritten {
  const nodes = rewriteNodes(groupTokens(tokens), moment);
  const rewritten = flatten(nodes);
  return {
    withMetadataColumns: () => rewriteTokens(sql, readMetadataColumns(tokens), moment),
    sql: rewritten.map(({ text }) => text).join(""),
    original: sql,
    names: tokens.flatMap((token) => nameOf(token) ?? []),
    mentions: readMentions(tokens),
    limited: nodes.some((node) => node.kind === "word" && node.text.trim().toUpperCase() === "LIMIT"),
    originalOffset: (offset) => originalOffset(rewritten, offset),
  };
}

function originalOffset(tokens: readonly Token[], offset: number): number {
  let position = 0;
  for (const { text, start } of tokens) {
    if (offset < position + text.length) return start + offset - position;
    position += text.length;
  }
  const last = tokens[tokens.length - 1];
  return last ? last.start + last.text.length : 0;
}

/** Rewrites one level of parentheses and those inside. */
function rewriteNodes(nodes: readonly Node[], moment: Moment): readonly Node[] {
  const result: Node[] = [];
  let called: Node | undefined;
  nodes.forEach((node, index) => {
    if (node.kind !== "group") {
      const group = hasCallRule(node) ? nextGroup(nodes, index) : undefined;
      if (!group) result.push(...(called && isBlank(node) ? [] : [rewriteToken(node, moment)]));
      else {
        called = group;
        result.push(
          ...rewriteCall({ word: node, group: { ...group, nodes: rewriteNodes(group.nodes, moment) } }, moment),
        );
      }
    } else if (node === called) called = undefined;
    else result.push({ ...node, nodes: rewriteNodes(node.nodes, moment) });
  });
  return moveTop(matchMetadata(result));
}

/** The parenthesis that follows a word, if nothing but blanks is between. */
function nextGroup(nodes: readonly Node[], index: number) {
  const next = nodes.slice(index + 1).find((node) => node.kind === "group" || !isBlank(node));
  return next?.kind === "group" ? next : undefined;
}

function rewriteToken(token: Token, moment: Moment): Token {
  if (token.kind === "text") return { ...token, text: rewriteText(token.text.replace(/^[Nn]/, ""), moment) };
  return meansNowAlone(token) ? nowToken(token, moment) : token;
}

function rewriteText(quoted: string, { timeText }: Moment): string {
  const inner = quoted.slice(1, -1);
  const text = plainTime(inner, timeText);
  return text === inner ? quoted : `'${text}'`;
}
