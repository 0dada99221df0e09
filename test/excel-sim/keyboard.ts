import { parseReference } from "./address";
import { mapArea } from "./areas";
import type { Area, CellContent, CellInput, SheetModel } from "./sheet-model";

/** The cells of `Sheet1!A1:B2`; without a sheet those of the active one. */
export function areaAt(model: SheetModel, address: string): Area {
  const reference = parseReference(address);
  if (reference.kind === "name") throw new Error(`${address} is no cell address.`);
  const sheet = reference.sheet === null ? model.activeSheetId() : model.sheets().find(({ name }) => name === reference.sheet)?.id;
  if (sheet === undefined) throw new Error(`There is no sheet ${reference.sheet}.`);
  return { sheetId: sheet, ...reference.block };
}

/** What a person at the keyboard does: types one text into each cell of the area. */
export function typeInto(model: SheetModel, address: string, input: CellInput): void {
  const area = areaAt(model, address);
  model.writeCells(area, mapArea(area, () => input));
}

/** The shown values of an area. */
export function valuesAt(model: SheetModel, address: string): CellContent[][] {
  return model.readValues(areaAt(model, address));
}

/** The sentence behind the error in a cell, or `null`. */
export function errorTextAt(model: SheetModel, address: string): string | null {
  return model.errorText(areaAt(model, address));
}
