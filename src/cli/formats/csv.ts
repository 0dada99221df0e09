import type { Format } from "./format";
import { shownValue } from "./shown-value";

/** RFC 4180 with line feeds. Texts that a spreadsheet would take for a formula get an apostrophe in front; numbers stay numbers. */
export const formatCsv: Format = function* ({ columns, rows }) {
  yield `${columns.map(({ name }) => textCell(name)).join(",")}\n`;
  for (const row of rows) yield `${row.map((value, index) => cell(shownValue(value, columns[index]))).join(",")}\n`;
};

function cell(value: string | number | boolean | null): string {
  if (value === null) return "";
  return typeof value === "string" ? textCell(value) : String(value);
}

/**
 * What a spreadsheet may take for a formula when the file is opened, seen as it is shown: whatever has no ink of its own
 * may stand before, such as blanks, zero-width marks and the byte order mark. East Asian versions read the full-width signs.
 * @see https://owasp.org/www-community/attacks/CSV_Injection and ASVS 5.0, 1.2.10
 */
const risky = /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@'\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20\u2212]/u;

function textCell(text: string): string {
  const safe = risky.test(text) ? `'${text}` : text;
  return safe === "" || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
