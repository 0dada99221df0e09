import type { Area, Lines, SheetModel } from "../sheet-model";
import type { State } from "./state";

/** Hiding whole rows and columns. */
export function lineOperations({ hidden }: State): Pick<SheetModel, "setHidden" | "readHidden"> {
  return {
    setHidden(area, lines, hide) {
      for (const key of keysOf(area, lines)) {
        if (hide) hidden.add(key);
        else hidden.delete(key);
      }
    },
    readHidden: (area, lines) => keysOf(area, lines).map((key) => hidden.has(key)),
  };
}

function keysOf(area: Area, lines: Lines): string[] {
  const [first, count] = lines === "rows" ? [area.row, area.rows] : [area.column, area.columns];
  return Array.from({ length: count }, (_, index) => `${area.sheetId} ${lines} ${first + index}`);
}
