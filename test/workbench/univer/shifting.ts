import type { IRange } from "@univerjs/core";
import {
  DeleteRangeMoveLeftCommand,
  DeleteRangeMoveUpCommand,
  InsertRangeMoveDownCommand,
  InsertRangeMoveRightCommand,
  SetSelectionsOperation,
  SetWorksheetActiveOperation,
  SheetsSelectionsService,
} from "@univerjs/sheets";
import type { Area, SheetModel } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { run } from "./book";
import type { Events } from "./events";
import { rangeOf } from "./ranges";

type Axis = "row" | "column";

/** How a change of cells moves areas: `null` when all cells of an area are gone. */
export type MoveArea = (area: Area) => Area | null;

/** Inserting and deleting cells by Univer's commands, which move values, formats and formulas; `noteOthers` does tables and names. */
export function shiftOperations(
  book: Book,
  { emit, quietly }: Events,
  noteOthers: () => (move: MoveArea) => void,
): Pick<SheetModel, "insertCells" | "deleteCells"> {
  const shift = (id: string, area: Area, move: MoveArea): void =>
    quietly(() => {
      const moveOthers = noteOthers();
      onSheet(book, area.sheetId, () => command(book, id, rangeOf(area)));
      moveOthers(move);
    });
  return {
    insertCells(area, push) {
      const [id, axis] = push === "down" ? ([InsertRangeMoveDownCommand.id, "row"] as const) : ([InsertRangeMoveRightCommand.id, "column"] as const);
      const [start, size] = span(area, axis);
      shift(id, area, moveIn(area, axis, (position) => (position < start ? position : position + size)));
      emit({ kind: "cellsChanged", area, change: "CellInserted" });
    },
    deleteCells(area, pull) {
      const [id, axis] = pull === "up" ? ([DeleteRangeMoveUpCommand.id, "row"] as const) : ([DeleteRangeMoveLeftCommand.id, "column"] as const);
      const [start, size] = span(area, axis);
      const end = start + size;
      shift(id, area, moveIn(area, axis, (position) => (position < start ? position : position < end ? null : position - size)));
      emit({ kind: "cellsChanged", area, change: "CellDeleted" });
    },
  };
}

const span = (area: Area, axis: Axis): readonly [start: number, size: number] =>
  axis === "row" ? [area.row, area.rows] : [area.column, area.columns];

/** An area moves when its whole width is in the band of moved cells, and grows or shrinks when the change is inside it. */
function moveIn(band: Area, axis: Axis, at: (position: number) => number | null): MoveArea {
  const across = axis === "row" ? "column" : "row";
  const [bandStart, bandSize] = span(band, across);
  return (area) => {
    const [areaStart, areaSize] = span(area, across);
    if (area.sheetId !== band.sheetId || areaStart < bandStart || areaStart + areaSize > bandStart + bandSize) return area;
    const [start, size] = span(area, axis);
    const kept = Array.from({ length: size }, (_, i) => at(start + i)).filter((position) => position !== null);
    const [first, last] = [kept[0], kept.at(-1)];
    if (first === undefined || last === undefined) return null;
    return axis === "row" ? { ...area, row: first, rows: last - first + 1 } : { ...area, column: first, columns: last - first + 1 };
  };
}

/** These commands work on the active sheet only. */
function onSheet(book: Book, sheetId: string, work: () => void): void {
  const active = book.workbook.getActiveSheet().getSheetId();
  if (active === sheetId) return work();
  run(book, SetWorksheetActiveOperation.id, { subUnitId: sheetId });
  work();
  run(book, SetWorksheetActiveOperation.id, { subUnitId: active });
}

/** The commands are declared asynchronous but do all their work before they return. They select what they changed, Excel does not. */
function command(book: Book, id: string, range: IRange): void {
  const selections = book.injector.get(SheetsSelectionsService).getCurrentSelections();
  void book.commands.executeCommand(id, { range });
  run(book, SetSelectionsOperation.id, { subUnitId: book.workbook.getActiveSheet().getSheetId(), selections });
}
