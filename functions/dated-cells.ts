import type { FormulaAnswer } from "../src/app/formulas/formulas";
import { timestampFormat } from "../src/app/serial-date";
import { cellTypes, toCells } from "../src/app/to-cells";
import type { CellValue } from "../src/platform/ports";

/**
 * A date as Excel takes it from a formula: the format belongs to the value, so that the cell needs none, and one of its own wins.
 * @see https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-data-types-concepts
 */
export type DateCell = { readonly type: "FormattedNumber"; readonly basicValue: number; readonly numberFormat: string };

export type DatedCells = { readonly headers: readonly string[]; readonly rows: readonly (readonly (CellValue | DateCell)[])[] };

/** With their format dates take ten times the room in a result, which Excel on the web takes up to 5 MB of; more stay plain numbers. */
const mostDates = 20_000;

/** An answer as typed cells, with dates that show as dates. */
export function datedCells(answer: FormulaAnswer): DatedCells {
  const cells = toCells(answer);
  const isDate = cellTypes(answer).map((type) => type === "timestamp");
  if (isDate.filter(Boolean).length * cells.rows.length > mostDates) return cells;
  return { ...cells, rows: cells.rows.map((row) => row.map((value, index) => (isDate[index] === true ? toDateCell(value) : value))) };
}

const toDateCell = (value: CellValue): CellValue | DateCell =>
  typeof value === "number" ? { type: "FormattedNumber", basicValue: value, numberFormat: timestampFormat } : value;

/** A result for an Excel that takes no formats: dates are their serial numbers. */
export const withoutFormats = (result: unknown): unknown => (Array.isArray(result) ? result.map(withoutFormats) : plain(result));

const isDateCell = (value: unknown): value is DateCell =>
  typeof value === "object" && value !== null && "type" in value && value.type === "FormattedNumber";

const plain = (value: unknown): unknown => (isDateCell(value) ? value.basicValue : value);
