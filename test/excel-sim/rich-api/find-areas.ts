import { formatAddress, parseReference } from "../address";
import { sheetSize } from "../areas";
import type { Area, NameInfo, SheetInfo, TableInfo } from "../sheet-model";
import { instanceOf } from "./arguments";
import type { ExcelState } from "./excel-state";
import { invalidArgument, itemNotFound } from "./rich-api-error";

/** Excel compares names of sheets, tables and columns without case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function findSheet(state: ExcelState, key: string): SheetInfo | null {
  return state.model.sheets().find(({ id, name }) => id === key || sameName(name, key)) ?? null;
}

export function findTable(state: ExcelState, key: string): TableInfo | null {
  return state.model.tables().find(({ id, name }) => id === key || sameName(name, key)) ?? null;
}

/** A name of the sheet, else of the workbook. */
export function findName(state: ExcelState, name: string, sheetId: string | null): NameInfo | null {
  const named = state.model.names().filter((candidate) => sameName(candidate.name, name));
  return named.find(({ scope }) => scope === sheetId) ?? named.find(({ scope }) => scope === null) ?? null;
}

/** The table, or `ItemNotFound` when it was deleted meanwhile. */
export function tableById(state: ExcelState, id: string): TableInfo {
  const table = state.model.tables().find((candidate) => candidate.id === id);
  if (!table) throw itemNotFound("Table");
  return table;
}

/** The rows of the table between its headers and its totals. */
export function bodyOf(state: ExcelState, tableId: string): Area {
  const { area } = tableById(state, tableId);
  return { ...area, row: area.row + 1, rows: area.rows - 1 };
}

export function sheetById(state: ExcelState, id: string): SheetInfo {
  const sheet = state.model.sheets().find((candidate) => candidate.id === id);
  if (!sheet) throw itemNotFound("Worksheet");
  return sheet;
}

/** An area that lies on the sheet, or `InvalidArgument`. */
export function checkedArea(area: Area, location: string): Area {
  const inside =
    area.row >= 0 && area.column >= 0 && area.rows >= 1 && area.columns >= 1 &&
    area.row + area.rows <= sheetSize.rows && area.column + area.columns <= sheetSize.columns;
  if (!inside) throw invalidArgument(location);
  return area;
}

/** Where an address is read: a sheet for addresses without one, whether it may name another, and who asks. */
export type AddressContext = { readonly sheetId: string; readonly otherSheets: boolean; readonly location: string };

/** The cells of an address, a table's name or a defined name. */
export function areaOfAddress(state: ExcelState, address: string, context: AddressContext): Area {
  const reference = parseReference(address);
  const sheetId = reference.sheet === null ? context.sheetId : findSheet(state, reference.sheet)?.id;
  if (sheetId === undefined || (sheetId !== context.sheetId && !context.otherSheets)) throw invalidArgument(context.location);
  if (reference.kind === "cells") return { sheetId, ...reference.block };
  const area = findTable(state, reference.name)?.area ?? findName(state, reference.name, sheetId)?.refersTo;
  if (area === undefined || typeof area === "string") throw invalidArgument(context.location);
  return area;
}

/** The cells of an argument that is a Range or an address. */
export function areaOfArgument(state: ExcelState, value: unknown, context: AddressContext): Area {
  if (typeof value === "string") return areaOfAddress(state, value, context);
  const range = instanceOf<{ readonly area: Area }>(value, "Range");
  if (!range) throw invalidArgument(context.location);
  return range.area;
}

/** `Sheet1!A1:B2`. */
export function fullAddress(state: ExcelState, area: Area): string {
  return formatAddress(sheetById(state, area.sheetId).name, area);
}
