import { cellArea } from "../../areas";
import type { Area } from "../../sheet-model";
import type { ExcelState } from "../excel-state";
import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";

type AreasSelf = { readonly state: ExcelState; readonly areas: readonly Area[] };

const rangesType: ObjectType<AreasSelf> = {
  name: "RangeCollection",
  items: ({ state, areas }) => areas.map((area) => state.make.range(area)),
};

const areasType: ObjectType<AreasSelf> = {
  name: "RangeAreas",
  properties: { AreaCount: readOnly(({ areas }) => areas.length) },
  links: { Areas: (self) => createObject(rangesType, self) },
};

/** The cells of the area that hold a formula, cell by cell in columns that stand together; `null`: there are none. */
export function formulaCells(state: ExcelState, area: Area): HostObject | null {
  const areas: Area[] = [];
  const formulas = state.model.readFormulas(area);
  for (let column = 0; column < area.columns; column++) {
    formulas.forEach((line, row) => {
      if (!String(line[column]).startsWith("=")) return;
      const place = { sheetId: area.sheetId, row: area.row + row, column: area.column + column };
      const last = areas.at(-1);
      if (last?.column === place.column && last.row + last.rows === place.row) areas[areas.length - 1] = { ...last, rows: last.rows + 1 };
      else areas.push(cellArea(place));
    });
  }
  return areas.length === 0 ? null : createObject(areasType, { state, areas });
}
