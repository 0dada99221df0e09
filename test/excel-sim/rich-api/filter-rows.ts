import type { CellContent } from "../sheet-model";

/** What a column's filter lets through. */
export type FilterCriterion =
  /** Texts as they are shown. */
  | { readonly on: "values"; readonly values: readonly string[] }
  /** Comparisons such as `>5`, `<>paid` or `=ch_*`. */
  | { readonly on: "custom"; readonly comparisons: readonly string[]; readonly all: boolean };

/** A cell as a filter sees it. */
export type FilterCell = { readonly value: CellContent; readonly text: string };

const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a row with this cell is shown. */
export function passesFilter(cell: FilterCell, criterion: FilterCriterion): boolean {
  if (criterion.on === "values") return criterion.values.some((value) => sameText(value, cell.text));
  const results = criterion.comparisons.map((comparison) => compare(cell, comparison));
  return criterion.all ? results.every(Boolean) : results.some(Boolean);
}

function compare({ value, text }: FilterCell, comparison: string): boolean {
  const [, operator = "=", operand = ""] = /^(<>|>=|<=|=|>|<)?(.*)$/s.exec(comparison) ?? [];
  if (operator === "=") return isEqual({ value, text }, operand);
  if (operator === "<>") return !isEqual({ value, text }, operand);
  const difference = differenceOf(value, operand);
  if (difference === null) return false;
  if (operator.startsWith(">")) return operator === ">" ? difference > 0 : difference >= 0;
  return operator === "<" ? difference < 0 : difference <= 0;
}

const isNumber = (operand: string): boolean => operand.trim() !== "" && Number.isFinite(Number(operand));

function isEqual({ value, text }: FilterCell, operand: string): boolean {
  if (typeof value === "number" && isNumber(operand)) return value === Number(operand);
  return wildcards(operand).test(text);
}

/** Numbers are compared with numbers, texts with texts. */
function differenceOf(value: CellContent, operand: string): number | null {
  if (isNumber(operand)) return typeof value === "number" ? value - Number(operand) : null;
  return typeof value === "string" && value !== "" ? value.localeCompare(operand, "en-US", { sensitivity: "accent" }) : null;
}

/** `*` is any text, `?` any character, `~` takes the meaning from the next. */
function wildcards(operand: string): RegExp {
  const source = operand.replaceAll(/~([*?~])|[*?]|[\\^$.+()[\]{}|/]/g, (part, meant: string | undefined) => {
    if (meant !== undefined) return `\\${meant}`;
    if (part === "*") return ".*";
    return part === "?" ? "." : `\\${part}`;
  });
  return new RegExp(`^${source}$`, "is");
}
