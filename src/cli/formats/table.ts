import type { Format } from "./format";
import { shownValue } from "./shown-value";

/** Longer texts are cut in a table, which is for eyes; a single row, such as a procedure answers, and other formats keep them. */
const longest = 100;

/** Aligned columns, numbers to the right. Control characters are spelled out, so that data cannot steer the terminal. */
export const formatTable: Format = function* ({ columns, rows }) {
  const fit = rows.length === 1 ? (text: string) => text : shorten;
  const cells = rows.map((row) => row.map((value, index) => fit(printable(shownValue(value, columns[index])))));
  const names = columns.map(({ name }) => shorten(printable(name)));
  const widths = names.map((name, index) => Math.max(length(name), widest(cells, index)));
  const isNumeric = columns.map((_, index) => rows.every((row) => row[index] === null || typeof row[index] === "number"));
  const line = (texts: readonly string[]): string =>
    texts.map((text, index) => pad(text, { width: widths[index] ?? 0, right: isNumeric[index] === true })).join("  ").trimEnd();
  yield `${line(names)}\n${widths.map((width) => "-".repeat(width)).join("  ")}\n`;
  for (const row of cells) yield `${line(row)}\n`;
};

function widest(cells: readonly (readonly string[])[], index: number): number {
  return cells.reduce((most, row) => Math.max(most, length(row[index] ?? "")), 0);
}

/** Control and invisible characters as `\u` escapes. */
function printable(value: string | number | boolean | null): string {
  const escape = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  return value === null ? "" : String(value).replace(/[\p{Cc}\p{Cf}]/gu, escape);
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}

const length = (text: string): number => [...text].length;

function pad(text: string, { width, right }: { readonly width: number; readonly right: boolean }): string {
  const space = " ".repeat(Math.max(0, width - length(text)));
  return right ? space + text : text + space;
}
