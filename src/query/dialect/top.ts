import { AppError } from "../../base/app-error";
import { significant, type Node } from "./groups";
import { isWord, type Token } from "./tokens";

/**
 * `SELECT TOP n …` becomes `SELECT … LIMIT n` at the end of its level.
 * @throws AppError `SQL_SYNTAX` next to UNION, EXCEPT or INTERSECT, where the limit would be about the whole.
 */
export function moveTop(nodes: readonly Node[]): readonly Node[] {
  const given = significant(nodes);
  const at = given.findIndex((node, index) => isTop(node, given[index - 1], given[index + 1]));
  const top = given[at];
  const count = given[at + 1];
  if (!top || !count) return nodes;
  const compound = given.find((node) => node.kind !== "group" && isWord(node, "UNION", "EXCEPT", "INTERSECT"));
  if (compound && compound.kind !== "group") {
    throw new AppError("SQL_SYNTAX", "TOP cannot be used next to UNION, EXCEPT or INTERSECT.", {
      hint: "Write that SELECT as SELECT * FROM (SELECT TOP …), or use LIMIT at the end.",
      detail: { offset: compound.start },
    });
  }
  const limit: Token = {
    kind: "word",
    text: " LIMIT ",
    start: count.kind === "group" ? count.open.start : count.start,
  };
  return [...nodes.filter((node) => node !== top && node !== count), limit, count];
}

function isTop(node: Node, before: Node | undefined, after: Node | undefined): boolean {
  if (node.kind === "group" || !isWord(node, "TOP")) return false;
  if (before === undefined || before.kind === "group" || !isWord(before, "SELECT", "DISTINCT", "ALL")) return false;
  return after !== undefined && (after.kind === "number" || after.kind === "parameter" || after.kind === "group");
}
