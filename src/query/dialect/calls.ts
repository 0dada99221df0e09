import { hasComma, significant, type Group, type Node } from "./groups";
import { meansNow, nowToken, type Moment } from "./times";
import { isWord, type Token } from "./tokens";

type Call = { readonly word: Token; readonly group: Group };
type RewriteCall = (call: Call, moment: Moment) => readonly Node[];

/** What becomes of a call, by the function's name. A rule that does not apply gives the call back. */
const rules: ReadonlyMap<string, RewriteCall> = new Map([
  ["ISNULL", ({ word, group }: Call) => [hasComma(group) ? { ...word, text: "ifnull" } : word, group]],
  ["FORMAT", chooseFormat],
  ["CAST", castToDate],
  ...["DATEADD", "DATEDIFF", "DATEPART", "DATENAME", "DATETRUNC", "DATE_TRUNC"].map(
    (name) => [name, quoteDatePart] as const,
  ),
  ...["DATE", "TIME", "DATETIME", "JULIANDAY", "UNIXEPOCH", "STRFTIME"].map((name) => [name, fixNow] as const),
]);

/** Whether a word before a parenthesis is a call that may need rewriting. */
export function hasCallRule(word: Token): boolean {
  return word.kind === "word" && (rules.has(word.text.toUpperCase()) || meansNow(word));
}

/** Rewrites one call whose arguments are rewritten already. */
export function rewriteCall(call: Call, moment: Moment): readonly Node[] {
  const { word, group } = call;
  if (meansNow(word) && significant(group.nodes).length === 0) return [nowToken(word, moment)];
  return rules.get(word.text.toUpperCase())?.(call, moment) ?? [word, group];
}

/** `FORMAT('%.2f', x)` is SQLite's printf, `FORMAT(x, 'N2')` is ours. */
function chooseFormat({ word, group }: Call): readonly Node[] {
  const [template] = significant(group.nodes);
  const isPrintf = template?.kind === "text" && template.text.includes("%");
  return [isPrintf ? { ...word, text: "printf" } : word, group];
}

/** The date part is a bare name: `DATEADD(month, 1, created)`. */
function quoteDatePart({ word, group }: Call): readonly Node[] {
  const [part, comma] = significant(group.nodes);
  if (part?.kind !== "word" || comma?.kind === "group" || !isWord(comma, ",")) return [word, group];
  const quoted: Token = { ...part, kind: "text", text: `'${part.text}'` };
  return [word, { ...group, nodes: group.nodes.map((node) => (node === part ? quoted : node)) }];
}

const castFunctions: ReadonlyMap<string, string> = new Map([
  ["DATE", "date"],
  ["DATETIME", "datetime"],
  ["DATETIME2", "datetime"],
  ["TIMESTAMP", "datetime"],
]);

/** `CAST(x AS DATE)` would be a number in SQLite. */
function castToDate({ word, group }: Call): readonly Node[] {
  const [as, type] = significant(group.nodes).slice(-2);
  if (type?.kind !== "word" || as === undefined || as.kind === "group" || !isWord(as, "AS")) return [word, group];
  const name = castFunctions.get(type.text.toUpperCase());
  if (!name) return [word, group];
  return [
    { ...word, text: name },
    { ...group, nodes: group.nodes.slice(0, group.nodes.indexOf(as)) },
  ];
}

/** In SQLite's date functions `'now'` and a missing time become the moment of the run. */
function fixNow({ word, group }: Call, moment: Moment): readonly Node[] {
  const now = nowToken({ ...group.open, text: "NOW" }, moment);
  const given = significant(group.nodes);
  if (given.length === 0) return [word, { ...group, nodes: [now] }];
  if (isWord(word, "STRFTIME") && !hasComma(group)) {
    return [word, { ...group, nodes: [...group.nodes, { ...now, text: `, ${now.text}` }] }];
  }
  const isNow = (node: Node): boolean => node.kind === "text" && node.text.toLowerCase() === "'now'";
  return [word, { ...group, nodes: group.nodes.map((node) => (isNow(node) ? now : node)) }];
}
