import type { CellContent } from "../sheet-model";
import { readTokens, type Token } from "./formula-tokens";

/** A formula as a tree. */
export type Expression =
  | { readonly kind: "literal"; readonly value: CellContent }
  | { readonly kind: "matrix"; readonly rows: readonly (readonly Expression[])[] }
  | { readonly kind: "reference"; readonly text: string; readonly spill: boolean }
  | { readonly kind: "name"; readonly name: string; readonly columns: string | null }
  | { readonly kind: "operator"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly (Expression | null)[] };

/** Lowest precedence first. */
const levels: readonly (readonly string[])[] = [["=", "<>", "<", ">", "<=", ">="], ["&"], ["+", "-"], ["*", "/"], ["^"]];

/** Reads a formula such as `=SUM(A1:A3)`; `null` when it is not one that this small grammar knows. */
export function parseFormula(formula: string): Expression | null {
  const reader = createReader(readTokens(formula.slice(1)).filter((token) => token.kind !== "space"));
  const tree = readLevel(reader, 0);
  return reader.peek() === undefined ? tree : null;
}

type Reader = { peek(): Token | undefined; next(): Token | undefined; take(text: string): boolean };

function createReader(tokens: readonly Token[]): Reader {
  let at = 0;
  return {
    peek: () => tokens[at],
    next: () => tokens[at++],
    take(text) {
      const hit = tokens[at]?.kind === "operator" && tokens[at]?.text === text;
      if (hit) at++;
      return hit;
    },
  };
}

function readLevel(reader: Reader, level: number): Expression | null {
  const operators = levels[level];
  if (!operators) return readSigned(reader);
  let left = readLevel(reader, level + 1);
  for (let operator = operators.find((text) => reader.take(text)); left && operator; operator = operators.find((text) => reader.take(text))) {
    const right = readLevel(reader, level + 1);
    left = right && { kind: "operator", operator, left, right };
  }
  return left;
}

function readSigned(reader: Reader): Expression | null {
  if (reader.take("+")) return readSigned(reader);
  if (reader.take("-")) {
    const right = readSigned(reader);
    return right && { kind: "operator", operator: "-", left: { kind: "literal", value: 0 }, right };
  }
  let operand = readOperand(reader);
  while (operand && reader.take("%")) operand = { kind: "operator", operator: "/", left: operand, right: { kind: "literal", value: 100 } };
  return operand;
}

function readOperand(reader: Reader): Expression | null {
  if (reader.take("(")) {
    const inner = readLevel(reader, 0);
    return reader.take(")") ? inner : null;
  }
  if (reader.take("{")) return readMatrix(reader);
  const token = reader.next();
  if (token?.kind === "reference") return { kind: "reference", text: token.text, spill: reader.take("#") };
  if (token?.kind === "name") return readNamed(reader, token.text);
  const value = token && literalValue(token);
  return value === undefined ? null : { kind: "literal", value };
}

function literalValue(token: Token): CellContent | undefined {
  if (token.kind === "text") return token.text.slice(1, -1).replaceAll('""', '"');
  if (token.kind === "number") return Number(token.text);
  return token.kind === "error" ? token.text : undefined;
}

function readNamed(reader: Reader, name: string): Expression | null {
  if (reader.take("(")) return readCall(reader, name);
  if (/^(true|false)$/i.test(name)) return { kind: "literal", value: name.toLowerCase() === "true" };
  const columns = reader.peek()?.kind === "columns" ? (reader.next()?.text.slice(1, -1) ?? null) : null;
  return { kind: "name", name, columns };
}

function readCall(reader: Reader, name: string): Expression | null {
  const args: (Expression | null)[] = [];
  if (reader.take(")")) return { kind: "call", name: name.toUpperCase(), args };
  for (;;) {
    const next = reader.peek()?.text;
    const left = next === "," || next === ")" ? null : readLevel(reader, 0);
    if (left === null && next !== "," && next !== ")") return null;
    args.push(left);
    if (reader.take(")")) return { kind: "call", name: name.toUpperCase(), args };
    if (!reader.take(",")) return null;
  }
}

function readMatrix(reader: Reader): Expression | null {
  const rows: Expression[][] = [[]];
  for (;;) {
    const item = readSigned(reader);
    if (!item) return null;
    rows.at(-1)?.push(item);
    if (reader.take("}")) return { kind: "matrix", rows };
    if (reader.take(";")) rows.push([]);
    else if (!reader.take(",")) return null;
  }
}
