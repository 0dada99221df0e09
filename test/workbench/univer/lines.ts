import { SetColHiddenMutation, SetColVisibleMutation, SetRowHiddenMutation, SetRowVisibleMutation } from "@univerjs/sheets";
import type { SheetModel } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { run, sheetOf } from "./book";
import { rangeOf } from "./ranges";

const mutations = {
  rows: { hide: SetRowHiddenMutation.id, show: SetRowVisibleMutation.id },
  columns: { hide: SetColHiddenMutation.id, show: SetColVisibleMutation.id },
} as const;

/** Hiding whole rows and columns of a Univer sheet. */
export function lineOperations(book: Book): Pick<SheetModel, "setHidden" | "readHidden"> {
  return {
    setHidden(area, lines, hidden) {
      run(book, mutations[lines][hidden ? "hide" : "show"], { subUnitId: area.sheetId, ranges: [rangeOf(area)] });
    },
    readHidden(area, lines) {
      const sheet = sheetOf(book, area.sheetId);
      const [first, count] = lines === "rows" ? [area.row, area.rows] : [area.column, area.columns];
      const isShown = (line: number): boolean => (lines === "rows" ? sheet.getRowVisible(line) : sheet.getColVisible(line));
      return Array.from({ length: count }, (_, index) => !isShown(first + index));
    },
  };
}
