import type { SheetModel } from "../sheet-model";
import { createEventRegistry, type RichApiMessage } from "./event-registry";
import { createReferences, type ExcelState } from "./excel-state";
import { namesObject } from "./types/names";
import { rangeObject } from "./types/ranges";
import { tableObject, tablesObject } from "./types/tables";
import { worksheetObject } from "./types/worksheets";

/** A fresh workbook over a grid: no settings, no parts, nobody listening. `send` takes the events for office.js. */
export function openWorkbook(model: SheetModel, send: (messages: readonly RichApiMessage[]) => void): ExcelState {
  let lastId = 0;
  const state: ExcelState = {
    model,
    make: {
      range: (area) => rangeObject(state, area),
      worksheet: (id) => worksheetObject(state, id),
      table: (id) => tableObject(state, id),
      tables: (sheetId, within) => tablesObject(state, sheetId, within ?? null),
      names: (sheetId) => namesObject(state, sheetId),
    },
    references: createReferences(),
    events: createEventRegistry(send),
    settings: new Map(),
    xmlParts: new Map(),
    bindings: new Map(),
    looks: new Map(),
    columnIds: new Map(),
    sortings: new Map(),
    filters: new Map(),
    totals: new Map(),
    newId: () => `{00000000-0000-4000-9000-${(++lastId).toString(16).toUpperCase().padStart(12, "0")}}`,
  };
  return state;
}
