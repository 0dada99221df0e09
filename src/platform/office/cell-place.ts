/** Rows and columns from 0; the last ones belong to it. A whole column or row reaches to infinity. */
export type CellBlock = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/** Cells of a sheet. */
export type CellPlace = { readonly sheet: string; readonly block: CellBlock };

const corner = String.raw`\$?([A-Z]{1,3})?\$?(\d{1,7})?`;
const blockPattern = new RegExp(`^${corner}(:${corner})?$`, "i");

/** The block of an address without a sheet: `B2`, `$A$1:B2`, `C:D`, `3:5`; `null` when it is none. */
export function toBlock(address: string): CellBlock | null {
  const [, column, row, range, lastColumn, lastRow] = blockPattern.exec(address) ?? [];
  const first = { column: toColumn(column), row: toRow(row) };
  const last = range === undefined ? first : { column: toColumn(lastColumn), row: toRow(lastRow) };
  if (range === undefined && (first.column === null || first.row === null)) return null;
  const columns = extent(first.column, last.column);
  const rows = extent(first.row, last.row);
  if (columns === null || rows === null || (first.column === null && first.row === null)) return null;
  return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}

/** Both ends or neither; `null` when only one is there. */
function extent(first: number | null, last: number | null): readonly [number, number] | null {
  if (first === null && last === null) return [0, Infinity];
  return first === null || last === null ? null : [Math.min(first, last), Math.max(first, last)];
}

function toColumn(letters: string | undefined): number | null {
  if (letters === undefined) return null;
  return [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const toRow = (digits: string | undefined): number | null => (digits === undefined || Number(digits) === 0 ? null : Number(digits) - 1);

/** The cells of an address with its sheet, `Sheet1!B2` or `'My ''own'' sheet'!B2`; `null` when it is none. */
export function toPlace(address: string): CellPlace | null {
  const mark = address.lastIndexOf("!");
  const block = mark < 1 ? null : toBlock(address.slice(mark + 1));
  const sheet = address.slice(0, Math.max(mark, 0)).replace(/^'(.*)'$/s, (_, quoted: string) => quoted.replaceAll("''", "'"));
  return block === null || sheet === "" ? null : { sheet, block };
}

/** An address with its sheet, the way Excel writes it. */
export function withSheet(sheet: string, address: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(sheet) && toBlock(sheet) === null;
  return `${isPlain ? sheet : `'${sheet.replaceAll("'", "''")}'`}!${address}`;
}

/** Whether Excel allows it as a defined name: it is no address, and begins as one may. */
export const isName = (text: string): boolean => toBlock(text) === null && /^[\p{L}_\\][\p{L}\p{N}_.\\?]{0,254}$/u.test(text);

/** Whether two blocks share a cell. */
export function meet(one: CellBlock, other: CellBlock): boolean {
  return one.top <= other.bottom && other.top <= one.bottom && one.left <= other.right && other.left <= one.right;
}
