import { formatAddress, parseReference } from "../address";
import type { Area, NameInfo, SheetInfo, TableInfo } from "../sheet-model";

/** The parts of a workbook that names in formulas are looked up in. */
export type Book = {
  readonly sheets: readonly SheetInfo[];
  readonly tables: readonly TableInfo[];
  readonly names: readonly NameInfo[];
};

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The cells that an A1 text names, seen from a sheet; `null` when there is no such sheet or it is a name. */
export function areaOfReference(book: Book, text: string, fromSheetId: string): Area | null {
  const reference = parseReference(text);
  if (reference.kind === "name") return null;
  const { sheet } = reference;
  const sheetId = sheet === null ? fromSheetId : book.sheets.find(({ name }) => sameName(name, sheet))?.id;
  return sheetId === undefined ? null : { sheetId, ...reference.block };
}

/** The cells of a defined name or of a structured reference such as `Charges[amount]`. */
export function areaOfName(book: Book, name: string, fromSheetId: string): Area | null {
  const table = book.tables.find((candidate) => sameName(candidate.name, name));
  if (table) return bodyOf(table);
  const named = book.names.filter((candidate) => sameName(candidate.name, name));
  const found = named.find(({ scope }) => scope === fromSheetId) ?? named.find(({ scope }) => scope === null);
  return found && typeof found.refersTo !== "string" ? found.refersTo : null;
}

/** The part of a table that `[columns]` names: `[amount]`, `[#All]`, `[#Headers]`, `[[a]:[b]]`. `headers` are its header texts. */
export function areaOfColumns(table: TableInfo, columns: string, headers: readonly string[]): Area | null {
  const { area } = table;
  if (/^#all$/i.test(columns)) return area;
  if (/^#headers$/i.test(columns)) return { ...area, rows: 1 };
  if (/^#data$/i.test(columns)) return bodyOf(table);
  const [from = columns, to = from] = columns.split("]:[").map((part) => part.replaceAll(/^\[|\]$/g, ""));
  const first = headers.findIndex((header) => sameName(header, from));
  const last = headers.findIndex((header) => sameName(header, to));
  if (first < 0 || last < first) return null;
  return { ...bodyOf(table), column: area.column + first, columns: last - first + 1 };
}

/** The cells below the header row. */
export function bodyOf({ area }: TableInfo): Area {
  return { ...area, row: area.row + 1, rows: area.rows - 1 };
}

/** `Sheet1!A1:B2`. */
export function addressOf(book: Book, area: Area): string {
  return formatAddress(book.sheets.find(({ id }) => id === area.sheetId)?.name ?? "#REF", area);
}
