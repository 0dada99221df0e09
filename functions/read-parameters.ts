import { AppError } from "../src/base/app-error";
import type { RunQuery } from "../src/app/app-api";

type Value = string | number | null;
type Cells = readonly (readonly unknown[])[];

/**
 * The cells of a formula's third argument as parameters. Two columns whose first holds names that the query uses
 * (`@name`, `:name`, `$name`) are names and values; one row or one column are the values of `?` in order. Empty cells are
 * NULL, TRUE and FALSE are 1 and 0.
 * @throws AppError `BAD_ARGUMENT` for another shape
 */
export function readParameters(cells: Cells, query: string): NonNullable<RunQuery["parameters"]> {
  const named = cells.map(([name]) => nameOf(name));
  const width = Math.max(...cells.map((row) => row.length));
  if (width === 2 && areNames(named, query)) return byName(cells, named);
  if (cells.length === 1 || width === 1) return cells.flat().map(toValue);
  if (width === 2) return byName(cells, named);
  throw new AppError("BAD_ARGUMENT", "The parameters have a form that cannot be used.", {
    hint: "Give two columns (name, value), or one row or one column with the values of ? in order.",
  });
}

const nameOf = (cell: unknown): string => (typeof cell === "string" ? cell.trim().replace(/^[@:$]/, "") : "");

function areNames(names: readonly string[], query: string): boolean {
  const given = names.filter((name) => name !== "");
  const used = new Set([...query.matchAll(/[@:$](\w+)/g)].map(([, name]) => name));
  return given.length > 0 && given.every((name) => used.has(name));
}

/** Rows without a name are skipped, so that a range may be longer than its content. */
function byName(cells: Cells, names: readonly string[]): Readonly<Record<string, Value>> {
  const pairs = names.map((name, index) => [name, toValue(cells[index]?.[1])] as const);
  return Object.fromEntries(pairs.filter(([name]) => name !== ""));
}

function toValue(cell: unknown): Value {
  if (typeof cell === "number") return cell;
  if (typeof cell === "boolean") return cell ? 1 : 0;
  return typeof cell === "string" && cell !== "" ? cell : null;
}
