import { serialOfUtc } from "./serial-date";
import type { CellContent } from "./sheet-model";

/** What a cell becomes when something is put into it. `format` is what Excel sets on a cell that had General. */
export type ReadInput =
  | { readonly kind: "formula"; readonly formula: string }
  | { readonly kind: "value"; readonly value: CellContent; readonly format?: string };

/**
 * Reads one entry of `Range.values` or of the keyboard, as an en-US Excel does. This is what makes unmarked text
 * dangerous: `-cmd` becomes a formula, `1-2` would become a date, `00123` loses its zeros.
 */
export function readCellInput(input: CellContent, cellFormat: string): ReadInput {
  if (typeof input !== "string") return cellFormat === "@" ? { kind: "value", value: shownAs(input) } : { kind: "value", value: input };
  if (input.startsWith("'")) return { kind: "value", value: input.slice(1) };
  return cellFormat === "@" ? { kind: "value", value: input } : readTypedInput(input);
}

/** Reads a string without text mark in a cell that is not formatted as Text. */
export function readTypedInput(text: string): ReadInput {
  if (text.startsWith("=") && text.length > 1) return { kind: "formula", formula: text };
  for (const read of [readNumber, readDate, readWord]) {
    const found = read(text.trim());
    if (found) return found;
  }
  if (/^[+-]./.test(text)) return { kind: "formula", formula: `=${text}` };
  if (/^@[A-Za-z]/.test(text)) return { kind: "formula", formula: `=${text.slice(1)}` };
  return { kind: "value", value: text };
}

const shownAs = (value: number | boolean): string => (typeof value === "boolean" ? String(value).toUpperCase() : String(value));

function readNumber(text: string): ReadInput | null {
  const match = /^([+-]?)(\$?)(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?(%?)$/.exec(text);
  if (!match) return null;
  const [, sign = "", dollar, digits = "", exponent, percent] = match;
  const size = Number(digits.replaceAll(",", "") + (exponent === undefined ? "" : `e${exponent}`));
  const value = (sign === "-" ? -size : size) / (percent ? 100 : 1);
  const format = percent ? "0%" : dollar ? "$#,##0.00" : digits.includes(",") ? "#,##0" : exponent === undefined ? null : "0.00E+00";
  return { kind: "value", value, ...(format && { format }) };
}

function readDate(text: string): ReadInput | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  const american = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?$/.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second] = iso.map(Number);
    const format = iso[4] === undefined ? "m/d/yyyy" : "m/d/yyyy h:mm";
    return dateValue([year, month, day, hour, minute, second], format);
  }
  // Without a year Excel takes the present one; any fixed year shows the damage as well and keeps the host deterministic.
  if (american) return dateValue([Number(american[3] ?? 2000), Number(american[1]), Number(american[2])], "m/d/yyyy");
  return null;
}

function dateValue(parts: readonly (number | undefined)[], format: string): ReadInput | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => (Number.isNaN(part) ? 0 : part));
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const real = new Date(ms).getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  return real && year >= 1900 ? { kind: "value", value: serialOfUtc(ms), format } : null;
}

function readWord(text: string): ReadInput | null {
  if (/^(true|false)$/i.test(text)) return { kind: "value", value: text.toLowerCase() === "true" };
  if (/^#(N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!)$/i.test(text)) return { kind: "value", value: text.toUpperCase() };
  return null;
}
