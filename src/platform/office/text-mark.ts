import type { CellValue } from "../ports";

/** Excel's limit for the text of one cell. */
const maxText = 32_767;

/** An object id or a word such as `requires_action`: Excel reads it as nothing but text, in any language. Never too long. */
const plainlySafe = /^(?=.{3,255}$)[a-z]{1,20}(?:_[A-Za-z0-9]+)+$/;

/**
 * A value as `Range.values` takes it. Excel reads strings as if typed: `=1+1` would become a formula, `0042` a number,
 * `1/2` a date and, in German, `WAHR` a boolean. So every string gets Excel's text mark, a leading apostrophe that is
 * not part of the value, unless it cannot be read as anything else. Empty cells are `""`; `null` would leave the old value.
 * @see https://learn.microsoft.com/javascript/api/excel/excel.range#excel-excel-range-values-member
 */
export function toCellInput(value: CellValue): string | number | boolean {
  if (value === null || value === "") return "";
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : "";
  return plainlySafe.test(value) ? value : `'${shorten(value)}`;
}

/** A value of a cell as Excel shows it to programs; an empty cell is `""`. */
export type ShownCell = string | number | boolean;

/** What a cell holds after {@link toCellInput} was written to it. */
export function toShownCell(value: CellValue): ShownCell {
  if (typeof value === "string") return shorten(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : "";
  return value ?? "";
}

/** Longer texts are cut and end with `…`; the mark takes one place. */
function shorten(text: string): string {
  return text.length < maxText ? text : `${text.slice(0, maxText - 2)}…`;
}
