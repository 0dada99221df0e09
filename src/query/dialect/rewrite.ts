import { AppError } from "../../base/app-error";
import { flatten, groupTokens, type Group, type Node } from "./groups";
import { isBlank, isWord, nameOf, tokenize, type Token } from "./tokens";

/** The same moment as text `YYYY-MM-DD HH:MM:SS` in the zone of the source's timestamps. */
export type TimeText = (milliseconds: number) => string;

export type RewriteOptions = {
  /** The moment that NOW(), CURRENT_DATE and 'now' mean, so that all passes of a run agree on it. */
  readonly now: number;
  readonly timeText: TimeText;
};

/** A statement in SQLite's own words. */
export type Rewritten = {
  readonly sql: string;
  /** The identifiers of the statement as written, without quotes. */
  readonly names: readonly string[];
  /** Where in the original statement a place of the rewritten one comes from, both in UTF-16 units. */
  originalOffset(offset: number): number;
};

/**
 * Rewrites habits of SQL Server and of other drivers into SQLite's dialect, token by token: `TOP n`, `ISNULL(a, b)`,
 * `DATEADD(month, …)`, `CAST(x AS DATE)`, `N'…'`, ISO 8601 times, and everything that means "now". Nothing is parsed;
 * what is not recognised goes to SQLite as it is.
 * @throws AppError `SQL_SYNTAX` for an empty text, several statements, and quotes that are not closed.
 */
export function rewriteSql(sql: string, options: RewriteOptions): Rewritten {
  const tokens = singleStatement(tokenize(sql));
  const rewritten = flatten(rewriteNodes(groupTokens(tokens), options));
  return {
    sql: rewritten.map(({ text }) => text).join(""),
    names: tokens.flatMap((token) => nameOf(token) ?? []),
    originalOffset: (offset) => originalOffset(rewritten, offset),
  };
}

function singleStatement(tokens: readonly Token[]): readonly Token[] {
  const broken = tokens.find(({ kind }) => kind === "broken");
  if (broken) {
    throw new AppError("SQL_SYNTAX", `The query has a ${broken.text.startsWith("/*") ? "comment" : "quote"} that is never closed.`, {
      hint: "Close it, and double a quote that belongs to the text: 'it''s'.",
      detail: { offset: broken.start },
    });
  }
  const end = tokens.findIndex((token) => isWord(token, ";"));
  const statement = end < 0 ? tokens : tokens.slice(0, end);
  const rest = end < 0 ? [] : tokens.slice(end).filter((token) => !isBlank(token) && !isWord(token, ";"));
  if (rest[0]) {
    throw new AppError("SQL_SYNTAX", "The query has more than one statement.", {
      hint: "Run one SELECT at a time.",
      detail: { offset: rest[0].start },
    });
  }
  if (statement.every(isBlank)) throw new AppError("SQL_SYNTAX", "The query is empty.", { hint: "Write a SELECT." });
  return statement;
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
function rewriteNodes(nodes: readonly Node[], options: RewriteOptions): readonly Node[] {
  const result: Node[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (!node) continue;
    const next = nodes[index + 1];
    const spaced = nodes.slice(index + 1).find((one) => one.kind === "group" || !isBlank(one));
    const call = spaced?.kind === "group" ? spaced : undefined;
    if (node.kind === "group") result.push({ ...node, nodes: rewriteNodes(node.nodes, options) });
    else if (node.kind === "word" && call && (next === call || isCallWithSpace(node))) {
      result.push(...rewriteCall(node, { ...call, nodes: rewriteNodes(call.nodes, options) }, options));
      index = nodes.indexOf(call);
    } else result.push(rewriteToken(node, options));
  }
  return moveTop(result);
}

/** Words that are a call even with a space before the parenthesis; others, such as IN, are not. */
function isCallWithSpace(token: Token): boolean {
  const name = token.text.toUpperCase();
  return name === "ISNULL" || name === "CAST" || datePartFunctions.has(name) || nowFunctions.has(name) || sqliteDateFunctions.has(name);
}

/** Functions whose first argument is the bare name of a date part. */
const datePartFunctions: ReadonlySet<string> = new Set(["DATEADD", "DATEDIFF", "DATEPART", "DATENAME", "DATETRUNC", "DATE_TRUNC"]);
/** SQLite's own date functions, for which 'now' and no argument at all mean the current time. */
const sqliteDateFunctions: ReadonlySet<string> = new Set(["DATE", "TIME", "DATETIME", "JULIANDAY", "UNIXEPOCH", "STRFTIME"]);
const nowFunctions: ReadonlyMap<string, readonly [from: number, to: number]> = new Map([
  ["NOW", [0, 19]],
  ["GETDATE", [0, 19]],
  ["GETUTCDATE", [0, 19]],
  ["SYSDATETIME", [0, 19]],
  ["CURRENT_TIMESTAMP", [0, 19]],
  ["CURRENT_DATE", [0, 10]],
  ["CURRENT_TIME", [11, 19]],
]);
const castFunctions: ReadonlyMap<string, string> = new Map([
  ["DATE", "date"],
  ["DATETIME", "datetime"],
  ["DATETIME2", "datetime"],
  ["TIMESTAMP", "datetime"],
]);

function rewriteCall(word: Token, call: Group, options: RewriteOptions): readonly Node[] {
  const name = word.text.toUpperCase();
  if (name === "ISNULL" && hasComma(call)) return [{ ...word, text: "ifnull" }, call];
  if (name === "CAST") return rewriteCast(word, call);
  if (datePartFunctions.has(name)) return [word, quoteDatePart(call)];
  if (nowFunctions.has(name) && significant(call.nodes).length === 0) return [nowToken(word, options)];
  if (sqliteDateFunctions.has(name)) return [word, fixNow(name, call, options)];
  return [word, call];
}

function rewriteToken(token: Token, options: RewriteOptions): Token {
  if (token.kind === "text") return { ...token, text: rewriteText(token.text.replace(/^[Nn]/, ""), options.timeText) };
  const isNow = token.kind === "word" && /^CURRENT_(DATE|TIME|TIMESTAMP)$/i.test(token.text);
  return isNow ? nowToken(token, options) : token;
}

function rewriteText(quoted: string, timeText: TimeText): string {
  const inner = quoted.slice(1, -1);
  const text = plainTime(inner, timeText);
  return text === inner ? quoted : `'${text}'`;
}

/**
 * A text that is an ISO 8601 date and time, as timestamps are written in SQL; every other text unchanged. With a zone
 * it is the same moment in the zone of the source, without one only the T goes.
 */
export function plainTime(text: string, timeText: TimeText): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match) return text;
  const [, date, minutes, seconds = ":00", zone] = match;
  if (!zone) return `${date} ${minutes}${seconds}`;
  const moment = Date.parse(`${date}T${minutes}${seconds}${zone}`);
  return Number.isNaN(moment) ? text : timeText(moment);
}

function nowToken(token: Token, { now, timeText }: RewriteOptions): Token {
  const [from, to] = nowFunctions.get(token.text.toUpperCase()) ?? [0, 19];
  return { ...token, kind: "text", text: `'${timeText(now).slice(from, to)}'` };
}

/** `'now'` and a missing time become the moment of the run. */
function fixNow(name: string, call: Group, options: RewriteOptions): Group {
  const now: Token = { ...call.open, kind: "text", text: `'${options.timeText(options.now)}'` };
  const given = significant(call.nodes);
  if (given.length === 0) return { ...call, nodes: [now] };
  if (name === "STRFTIME" && !hasComma(call)) return { ...call, nodes: [...call.nodes, { ...now, text: `, ${now.text}` }] };
  const isNow = (node: Node): boolean => node.kind === "text" && node.text.toLowerCase() === "'now'";
  return { ...call, nodes: call.nodes.map((node) => (isNow(node) ? now : node)) };
}

function quoteDatePart(call: Group): Group {
  const [part, comma] = significant(call.nodes);
  if (part?.kind !== "word" || comma?.kind === "group" || !isWord(comma, ",")) return call;
  return { ...call, nodes: call.nodes.map((node) => (node === part ? { ...part, kind: "text", text: `'${part.text}'` } : node)) };
}

/** `CAST(x AS DATE)` would be a number in SQLite. */
function rewriteCast(word: Token, call: Group): readonly Node[] {
  const given = significant(call.nodes);
  const type = given[given.length - 1];
  const as = given[given.length - 2];
  if (type?.kind !== "word" || as === undefined || as.kind === "group" || !isWord(as, "AS")) return [word, call];
  const name = castFunctions.get(type.text.toUpperCase());
  if (!name) return [word, call];
  const inner = call.nodes.slice(0, call.nodes.indexOf(as));
  return [{ ...word, text: name }, { ...call, nodes: inner }];
}

/** `SELECT TOP n …` becomes `SELECT … LIMIT n` at the end of its level. */
function moveTop(nodes: readonly Node[]): readonly Node[] {
  const given = significant(nodes);
  const at = given.findIndex((node, index) => isTop(node, given[index - 1], given[index + 1]));
  const top = given[at];
  const count = given[at + 1];
  if (at < 0 || !top || !count) return nodes;
  const compound = given.find((node) => node.kind !== "group" && isWord(node, "UNION", "EXCEPT", "INTERSECT"));
  if (compound && compound.kind !== "group") {
    throw new AppError("SQL_SYNTAX", "TOP cannot be used next to UNION, EXCEPT or INTERSECT.", {
      hint: "Put that SELECT in parentheses as SELECT * FROM (SELECT TOP …), or write LIMIT at the end.",
      detail: { offset: compound.start },
    });
  }
  const limit: Token = { kind: "word", text: " LIMIT ", start: count.kind === "group" ? count.open.start : count.start };
  return [...nodes.filter((node) => node !== top && node !== count), limit, count];
}

function isTop(node: Node, before: Node | undefined, after: Node | undefined): boolean {
  if (node.kind === "group" || !isWord(node, "TOP")) return false;
  if (before === undefined || before.kind === "group" || !isWord(before, "SELECT", "DISTINCT", "ALL")) return false;
  return after !== undefined && (after.kind === "number" || after.kind === "parameter" || after.kind === "group");
}

function hasComma(call: Group): boolean {
  return call.nodes.some((node) => node.kind !== "group" && isWord(node, ","));
}

function significant(nodes: readonly Node[]): readonly Node[] {
  return nodes.filter((node) => node.kind === "group" || !isBlank(node));
}
