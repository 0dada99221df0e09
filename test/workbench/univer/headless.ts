import { UniverFormulaEnginePlugin } from "@univerjs/engine-formula";
import { UniverSheetsPlugin } from "@univerjs/sheets";
import { UniverSheetsFormulaPlugin } from "@univerjs/sheets-formula";
import { UniverSheetsNumfmtPlugin } from "@univerjs/sheets-numfmt";
import { UniverSheetsTablePlugin } from "@univerjs/sheets-table";
import type { PluginEntry } from "./book";
import { openBook } from "./book";
import type { UniverSheetModel } from "./univer-sheet-model";
import { createUniverSheetModel } from "./univer-sheet-model";

/** Univer without any display: cells, formulas, formats and tables. */
const plugins: readonly PluginEntry[] = [
  UniverFormulaEnginePlugin,
  UniverSheetsPlugin,
  UniverSheetsFormulaPlugin,
  UniverSheetsNumfmtPlugin,
  UniverSheetsTablePlugin,
];

/** A new workbook on Univer, for tests in Node. */
export function createHeadlessModel(sheets: readonly string[] = ["Sheet1"]): { model: UniverSheetModel; dispose(): void } {
  const book = openBook({ plugins, content: sheets });
  return { model: createUniverSheetModel(book), dispose: () => book.univer.dispose() };
}
