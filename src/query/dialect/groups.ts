import { isBlank, isWord, type Token } from "./tokens";

/** A statement as a tree of its parentheses. */
export type Node = Token | Group;
export type Group = {
  readonly kind: "group";
  readonly open: Token;
  readonly nodes: readonly Node[];
  readonly close: Token | null;
};

/** Nests tokens by their parentheses; what does not match is left for SQLite to complain about. */
export function groupTokens(tokens: readonly Token[]): readonly Node[] {
  type Level = { readonly open: Token | null; readonly nodes: Node[] };
  const root: Level = { open: null, nodes: [] };
  const levels = [root];
  const top = (): Level => levels[levels.length - 1] ?? root;
  const close = (token: Token | null): void => {
    const level = levels.pop();
    if (level?.open) top().nodes.push({ kind: "group", open: level.open, nodes: level.nodes, close: token });
  };
  for (const token of tokens) {
    if (isWord(token, "(")) levels.push({ open: token, nodes: [] });
    else if (isWord(token, ")") && levels.length > 1) close(token);
    else top().nodes.push(token);
  }
  while (levels.length > 1) close(null);
  return root.nodes;
}

/** The tokens of a tree, in order. */
export function flatten(nodes: readonly Node[]): readonly Token[] {
  return nodes.flatMap((node): readonly Token[] => {
    if (node.kind !== "group") return [node];
    return [node.open, ...flatten(node.nodes), ...(node.close ? [node.close] : [])];
  });
}

/** The nodes of a level that SQL does not ignore. */
export function significant(nodes: readonly Node[]): readonly Node[] {
  return nodes.filter((node) => node.kind === "group" || !isBlank(node));
}

/** Whether a parenthesis holds more than one argument. */
export function hasComma(group: Group): boolean {
  return group.nodes.some((node) => node.kind !== "group" && isWord(node, ","));
}
