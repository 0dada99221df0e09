import type { FormulaPlaces } from "../ports";
import { toPlace } from "./cell-place";
import { forEachCell, readSheets } from "./find-formulas";
import { formulaKind, type Names } from "./formula-text";
import { retryTransient } from "./retry-transient";
import { runExcelWhenIdle } from "./run-excel";
import type { Corner } from "./sheet-cells";
import { createTogether } from "./together";
import { uncancelled } from "./uncancelled";

const holdAtOnce = createTogether(holdAll);

/** Where the add-in's formulas stand in the open workbook, through Office JS. */
export const officeFormulaPlaces: FormulaPlaces = {
  async holds(cell, signal) {
    const holds = await holdAtOnce(cell);
    signal.throwIfAborted();
    return holds === true;
  },
  /** @see https://learn.microsoft.com/javascript/api/excel/excel.worksheetcollection#excel-excel-worksheetcollection-onchanged-member */
  watch(moved, signal) {
    const tell = (): Promise<void> => Promise.resolve(moved());
    const listen = (context: Excel.RequestContext): Promise<void> => {
      const { worksheets } = context.workbook;
      worksheets.onChanged.add(({ changeType }) => (staying.has(changeType) ? Promise.resolve() : tell()));
      worksheets.onRowSorted.add(tell);
      worksheets.onColumnSorted.add(tell);
      return context.sync();
    };
    return runExcelWhenIdle(signal, (context) => retryTransient(() => listen(context), { signal }));
  },
};

/** Changes that leave all cells where they are. */
const staying: ReadonlySet<string> = new Set(["RangeEdited", "Unknown"]);

type Asked = Corner & { readonly own: Names };

/** Many cells of a status are worked out together, and asked about together. */
function holdAll(addresses: readonly string[]): Promise<readonly boolean[]> {
  return runExcelWhenIdle(uncancelled, async (context) => {
    const sheets = await retryTransient(() => readSheets(context), { signal: uncancelled });
    const byName = new Map(sheets.map((sheet) => [sheet.name.toLowerCase(), sheet]));
    const asked = addresses.map((address): Asked | null => {
      const place = toPlace(address);
      const sheet = byName.get(place?.sheet.replace(/^\[.*\]/s, "").toLowerCase() ?? "");
      return place === null || sheet === undefined ? null : { sheetId: sheet.id, row: place.block.top, column: place.block.left, own: sheet.own };
    });
    const cells = asked.filter((one) => one !== null);
    const ranges = await forEachCell(context, { cells, signal: uncancelled }, (range) => range.load("formulas"));
    const held = new Set(cells.filter(({ own }, index) => formulaKind(ranges[index]?.formulas[0]?.[0], own) === "working"));
    return asked.map((one) => one !== null && held.has(one));
  });
}
