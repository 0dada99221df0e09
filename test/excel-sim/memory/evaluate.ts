import { isErrorValue } from "../error-values";
import type { CellContent, CellResult, FunctionArgument, FunctionOutcome } from "../sheet-model";
import { builtIns } from "./built-ins";
import type { Expression } from "./formula-parser";

/** A result as a matrix (one value: 1 x 1), with its address when it is a plain reference. */
export type Evaluated = { readonly values: readonly (readonly CellResult[])[]; readonly address: string | null };

/** What a formula can look at. */
export type Surroundings = {
  reference(text: string, spill: boolean): Evaluated;
  name(name: string, columns: string | null): Evaluated;
  /** `null`: no custom function has this name. */
  custom(name: string, args: readonly (FunctionArgument | null)[]): FunctionOutcome | "busy" | null;
};

export const single = (value: CellContent, errorText?: string): Evaluated => ({
  values: [[{ value, ...(errorText !== undefined && { errorText }) }]],
  address: null,
});

/** Works out a formula's tree. Errors are values such as `#NAME?`. */
export function evaluate(node: Expression, around: Surroundings): Evaluated {
  switch (node.kind) {
    case "literal":
      return single(node.value);
    case "matrix":
      return { values: node.rows.map((row) => row.map((item) => first(evaluate(item, around)))), address: null };
    case "reference":
      return around.reference(node.text, node.spill);
    case "name":
      return around.name(node.name, node.columns);
    case "operator":
      return broadcast(node.operator, evaluate(node.left, around), evaluate(node.right, around));
    case "call":
      return call(node.name, node.args.map((arg) => arg && evaluate(arg, around)), around);
  }
}

const nothing: CellResult = { value: "" };
const first = (result: Evaluated): CellResult => result.values[0]?.[0] ?? nothing;

function call(name: string, args: readonly (Evaluated | null)[], around: Surroundings): Evaluated {
  const outcome = around.custom(
    name,
    args.map((arg) => arg && { address: arg.address, values: arg.values.map((row) => row.map((cell) => cell.value)) }),
  );
  if (outcome === "busy") return single("#BUSY!");
  if (outcome?.kind === "error") return single(outcome.error, outcome.text ?? undefined);
  if (outcome) return { values: outcome.values, address: null };
  return builtIns[name]?.(args.map((arg) => arg ?? single(""))) ?? single("#NAME?");
}

function broadcast(operator: string, left: Evaluated, right: Evaluated): Evaluated {
  const rows = Math.max(left.values.length, right.values.length);
  const columns = Math.max(left.values[0]?.length ?? 1, right.values[0]?.length ?? 1);
  const pick = ({ values }: Evaluated, row: number, column: number): CellContent => {
    const line = values.length === 1 ? values[0] : values[row];
    return (line?.length === 1 ? line[0] : line?.[column])?.value ?? "#N/A";
  };
  const values = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => ({ value: operate(operator, pick(left, i, j), pick(right, i, j)) })),
  );
  return { values, address: null };
}

/** Whether a value is one of Excel's errors. */

function operate(operator: string, left: CellContent, right: CellContent): CellContent {
  if (isErrorValue(left)) return left;
  if (isErrorValue(right)) return right;
  if (operator === "&") return String(left) + String(right);
  const comparison = comparisons[operator];
  return comparison ? comparison(compare(left, right)) : calculate(operator, Number(left), Number(right));
}

function calculate(operator: string, left: number, right: number): CellContent {
  if (Number.isNaN(left) || Number.isNaN(right)) return "#VALUE!";
  if (operator === "/" && right === 0) return "#DIV/0!";
  return arithmetic[operator]?.(left, right) ?? "#VALUE!";
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
};

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};

function compare(left: CellContent, right: CellContent): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).toLowerCase().localeCompare(String(right).toLowerCase());
}
