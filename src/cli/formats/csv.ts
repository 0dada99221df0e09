import type { Format } from "./format";
import { shownValue } from "./shown-value";

/** RFC 4180 with line feeds. Texts that a spreadsheet would take for a formula get an apostrophe in front. */
export const formatCsv: Format = function* ({ columns, rows }) {
  yield `${columns.map(({ name }) => textCell(name)).join(",")}\n`;
  for (const row of rows) yield `${row.map((value, index) => cell(shownValue(value, columns[index]))).join(",")}\n`;
};

function cell(value: string | number | boolean | null): string {
  if (value === null) return "";
  return typeof value === "string" ? textCell(value) : String(value);
}

/** https://owasp.org/www-community/attacks/CSV_Injection */
function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return safe === "" || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
