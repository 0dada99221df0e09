import { BooleanNumber, mergeWorksheetSnapshotWithDefault } from "@univerjs/core";
import type { ISetSelectionsOperationParams } from "@univerjs/sheets";
import {
  InsertSheetMutation,
  RemoveSheetMutation,
  SelectionMoveType,
  SetSelectionsOperation,
  SetWorksheetActiveOperation,
  SetWorksheetHideMutation,
  SetWorksheetNameCommand,
  SetWorksheetOrderMutation,
  SheetsSelectionsService,
} from "@univerjs/sheets";
import { cellArea } from "../../excel-sim/areas";
import type { SheetInfo, SheetModel, SheetVisibility } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { newId, run, sheetOf, startSize } from "./book";
import type { Events } from "./events";
import { areaOf, rangeOf } from "./ranges";

type SheetOperations = Pick<
  SheetModel,
  | "sheets" | "addSheet" | "renameSheet" | "moveSheet" | "setSheetVisibility"
  | "activeSheetId" | "activateSheet" | "selection" | "select"
> & { removeSheet(sheetId: string): void };

/** The tabs of a Univer workbook and what is selected in them. */
export function sheetOperations(book: Book, { emit, quietly }: Events): SheetOperations {
  const { workbook } = book;
  const selections = book.injector.get(SheetsSelectionsService);
  /** Univer knows one kind of hidden sheet. */
  const veryHidden = new Set<string>();

  const visibility = (sheetId: string): SheetVisibility => {
    if (sheetOf(book, sheetId).isSheetHidden() === BooleanNumber.FALSE) return "Visible";
    return veryHidden.has(sheetId) ? "VeryHidden" : "Hidden";
  };
  const info = (sheetId: string): SheetInfo => ({ id: sheetId, name: sheetOf(book, sheetId).getName(), visibility: visibility(sheetId) });
  const activeSheetId = (): string => workbook.getActiveSheet().getSheetId();
  const order = (): string[] => workbook.getSheets().map((sheet) => sheet.getSheetId());

  return {
    sheets: () => order().map(info),
    addSheet(name) {
      const sheet = mergeWorksheetSnapshotWithDefault({ id: newId(), name, rowCount: startSize.rows, columnCount: startSize.columns });
      const subUnitId = activeSheetId();
      // Univer activates a new sheet, Excel does not.
      quietly(() => {
        run(book, InsertSheetMutation.id, { index: order().length, sheet });
        run(book, SetWorksheetActiveOperation.id, { subUnitId });
      });
      emit({ kind: "sheetAdded", sheetId: sheet.id });
      return info(sheet.id);
    },
    // By command: it rewrites the formulas that name the sheet.
    renameSheet: (subUnitId, name) => run(book, SetWorksheetNameCommand.id, { subUnitId, name }),
    moveSheet: (subUnitId, toOrder) =>
      run(book, SetWorksheetOrderMutation.id, { subUnitId, fromOrder: order().indexOf(subUnitId), toOrder }),
    setSheetVisibility(subUnitId, wished) {
      if (wished === "VeryHidden") veryHidden.add(subUnitId);
      else veryHidden.delete(subUnitId);
      const hidden = wished === "Visible" ? BooleanNumber.FALSE : BooleanNumber.TRUE;
      run(book, SetWorksheetHideMutation.id, { subUnitId, hidden });
    },
    removeSheet(subUnitId) {
      const position = order().indexOf(subUnitId);
      const neighbour = order()[position + 1] ?? order()[position - 1];
      if (activeSheetId() === subUnitId && neighbour) run(book, SetWorksheetActiveOperation.id, { subUnitId: neighbour });
      run(book, RemoveSheetMutation.id, { subUnitId, subUnitName: sheetOf(book, subUnitId).getName() });
    },
    activeSheetId,
    activateSheet(subUnitId) {
      if (activeSheetId() !== subUnitId) run(book, SetWorksheetActiveOperation.id, { subUnitId });
    },
    selection() {
      const sheetId = activeSheetId();
      const range = selections.getCurrentLastSelection()?.range;
      return range ? areaOf(sheetId, range) : cellArea({ sheetId, row: 0, column: 0 });
    },
    select(area) {
      if (activeSheetId() !== area.sheetId) run(book, SetWorksheetActiveOperation.id, { subUnitId: area.sheetId });
      const range = rangeOf(area);
      const primary = { ...rangeOf(cellArea(area)), actualRow: area.row, actualColumn: area.column, isMerged: false, isMergedMainCell: false };
      const params: ISetSelectionsOperationParams = {
        unitId: book.unitId,
        subUnitId: area.sheetId,
        selections: [{ range, primary, style: null }],
        type: SelectionMoveType.MOVE_END,
      };
      run(book, SetSelectionsOperation.id, params);
    },
  };
}
