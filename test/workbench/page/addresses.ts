import { formatAddress, parseReference } from "../../excel-sim/address";
import type { Area, SheetModel } from "../../excel-sim/sheet-model";

/** Reads `Sheet1!A1:B3`, or `A1:B3` on the active sheet. */
export function areaAt(model: SheetModel, address: string): Area {
  const reference = parseReference(address);
  if (reference.kind === "name") throw new Error(`${address} is no cell address.`);
  const wished = reference.sheet?.toLowerCase();
  const sheet = model.sheets().find(({ id, name }) => (wished === undefined ? id === model.activeSheetId() : name.toLowerCase() === wished));
  if (!sheet) throw new Error(`There is no sheet ${reference.sheet ?? ""}.`);
  return { sheetId: sheet.id, ...reference.block };
}

/** `Sheet1!A1:B3`. */
export function addressOf(model: SheetModel, area: Area): string {
  return formatAddress(sheetName(model, area.sheetId), area);
}

export function sheetName(model: SheetModel, sheetId: string): string {
  return model.sheets().find(({ id }) => id === sheetId)?.name ?? "";
}
