import type { CellResult, FunctionArgument, FunctionOutcome } from "../sheet-model";
import type { FunctionMetadata, ParameterMetadata } from "./custom-functions";

/** What each error code of office.js shows in the cell. */
const errorValues: Readonly<Record<number, string>> = { 1: "#N/A", 5: "#DIV/0!", 6: "#NUM!", 8: "#NULL!", 9: "#NAME?", 10: "#NAME?" };

/** A failed call: Excel keeps the sentence for `#N/A` and `#VALUE!` only. */
export function failedOutcome(code: number, text: unknown): FunctionOutcome {
  const error = errorValues[code] ?? "#VALUE!";
  const keeps = error === "#N/A" || error === "#VALUE!";
  return { kind: "error", error, text: keeps && typeof text === "string" ? text : null };
}

/** A returned value: one cell or a matrix. Rows of unequal length are filled with `#N/A`; nothing at all is `#CALC!`. */
export function returnedOutcome(value: unknown): FunctionOutcome {
  if (!Array.isArray(value)) return { kind: "values", values: [[cellResult(value)]] };
  const rows = value.map((row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return { kind: "error", error: "#CALC!", text: null };
  return {
    kind: "values",
    values: rows.map((row) => Array.from({ length: columns }, (_, index) => (index < row.length ? cellResult(row[index]) : { value: "#N/A" }))),
  };
}

type RichValue = {
  readonly type?: string;
  readonly valueType?: string;
  readonly basicValue?: string | number | boolean;
  readonly numberFormat?: string;
  readonly text?: string;
  readonly code?: string;
  readonly message?: string;
};

function cellResult(value: unknown): CellResult {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return { value };
  if (typeof value !== "object" || value === null) return { value: 0 };
  return richResult(value);
}

/** Entities, formatted numbers and error objects. */
function richResult({ type, valueType, basicValue, numberFormat, text, code, message }: RichValue): CellResult {
  if (type === "Entity") return { value: text ?? "" };
  const isError = type === "Error" || valueType === "CustomFunctionError";
  const value = (isError ? (code ?? basicValue) : basicValue) ?? "#VALUE!";
  return { value, ...(numberFormat !== undefined && { numberFormat }), ...(message !== undefined && { errorText: message }) };
}

/** The parameters of an invocation message, or `null` when a value does not fit its declared type (`#VALUE!`). */
export function invocationParameters(metadata: FunctionMetadata, args: readonly (FunctionArgument | null)[]): unknown[] | null {
  const values = (metadata.parameters ?? []).map((parameter, index) =>
    parameter.repeating ? args.slice(index).map((arg) => parameterValue(parameter, arg)) : parameterValue(parameter, args[index] ?? null),
  );
  return values.flat().includes(misfit) ? null : values;
}

const misfit = Symbol("misfit");

function parameterValue(parameter: ParameterMetadata, arg: FunctionArgument | null): unknown {
  if (!arg) return null;
  if (parameter.dimensionality === "matrix") return arg.values;
  const value = arg.values[0]?.[0] ?? "";
  if (parameter.type === "string") return typeof value === "boolean" ? String(value).toUpperCase() : String(value);
  if (parameter.type === "number") return typeof value === "string" && (value === "" || Number.isNaN(Number(value))) ? misfit : Number(value);
  return value;
}
