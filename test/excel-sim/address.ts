import { sheetSize } from "./areas";
import type { Area } from "./sheet-model";

/** The place part of an area: everything but the sheet. */
export type Block = Omit<Area, "sheetId">;

/** What an A1 text names: cells or a name (of a table, a defined name), on a sheet if it says which. */
export type Reference = { readonly sheet: string | null } & (
  | { readonly kind: "cells"; readonly block: Block }
  | { readonly kind: "name"; readonly name: string }
);

/** `0` is `A`, `26` is `AA`. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** `A` is `0`. */
export function columnIndex(name: string): number {
  return [...name.toUpperCase()].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Reads `Sheet1!A1:B2`, `'My sheet'!$A$1`, `B:C`, `3:5` or a name. */
export function parseReference(text: string): Reference {
  const parts = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?(.+)$/s.exec(text.trim());
  const sheet = parts?.[1]?.replaceAll("''", "'") ?? parts?.[2] ?? null;
  const body = parts?.[3] ?? text;
  const block = parseBlock(body.replaceAll("$", ""));
  return block ? { sheet, kind: "cells", block } : { sheet, kind: "name", name: body };
}

function parseBlock(body: string): Block | null {
  const cells = /^([A-Za-z]{1,3})([1-9]\d{0,6})(?::([A-Za-z]{1,3})([1-9]\d{0,6}))?$/.exec(body);
  if (cells) {
    const [, column = "", row = "", lastColumn = column, lastRow = row] = cells;
    return between([Number(row) - 1, Number(lastRow) - 1], [columnIndex(column), columnIndex(lastColumn)]);
  }
  const columns = /^([A-Za-z]{1,3}):([A-Za-z]{1,3})$/.exec(body);
  if (columns) return between([0, sheetSize.rows - 1], [columnIndex(columns[1] ?? ""), columnIndex(columns[2] ?? "")]);
  const rows = /^([1-9]\d{0,6}):([1-9]\d{0,6})$/.exec(body);
  if (rows) return between([Number(rows[1]) - 1, Number(rows[2]) - 1], [0, sheetSize.columns - 1]);
  return null;
}

function between(rows: readonly [number, number], columns: readonly [number, number]): Block | null {
  const [row, column] = [Math.min(...rows), Math.min(...columns)];
  const [lastRow, lastColumn] = [Math.max(...rows), Math.max(...columns)];
  if (lastRow >= sheetSize.rows || lastColumn >= sheetSize.columns) return null;
  return { row, column, rows: lastRow - row + 1, columns: lastColumn - column + 1 };
}

/** `A1`, `A1:B2`, `B:C` or `3:5`. */
export function formatBlock(block: Block): string {
  const lastRow = block.row + block.rows;
  const lastColumn = columnName(block.column + block.columns - 1);
  if (block.rows === sheetSize.rows) return `${columnName(block.column)}:${lastColumn}`;
  if (block.columns === sheetSize.columns) return `${block.row + 1}:${lastRow}`;
  const first = `${columnName(block.column)}${block.row + 1}`;
  const last = `${lastColumn}${lastRow}`;
  return first === last ? first : `${first}:${last}`;
}

/** `Sheet1!A1:B2`, with quotes where the sheet's name needs them. */
export function formatAddress(sheetName: string, block: Block): string {
  return `${quoteSheet(sheetName)}!${formatBlock(block)}`;
}

function quoteSheet(name: string): string {
  const plain = /^[A-Za-z_][\w.]*$/.test(name) && !/^[A-Za-z]{1,3}\d+$/.test(name);
  return plain ? name : `'${name.replaceAll("'", "''")}'`;
}
