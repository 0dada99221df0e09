import type { IWorkbookData } from "@univerjs/core";
import { UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import coreTexts from "@univerjs/preset-sheets-core/locales/en-US";
import { UniverSheetsTablePlugin, UniverSheetsTableUIPlugin } from "@univerjs/preset-sheets-table";
import tableTexts from "@univerjs/preset-sheets-table/locales/en-US";
import type { Book, PluginEntry } from "../univer/book";
import { openBook } from "../univer/book";
import { tableTheme } from "../univer/tables";

const edge = { s: 1, cl: { rgb: "#9bc2e6" } } as const;

/** Colours of Excel's Table Style Medium 2. */
const excelTable = {
  name: tableTheme,
  style: {
    headerRowStyle: { bg: { rgb: "#4472c4" }, cl: { rgb: "#ffffff" }, bl: 1 },
    firstRowStyle: { bg: { rgb: "#ddebf7" }, bd: { b: edge } },
    secondRowStyle: { bg: { rgb: "#ffffff" }, bd: { b: edge } },
    lastRowStyle: { bd: { b: edge } },
  },
};

/** Univer with its grid, name box, formula bar and sheet tabs, in an element of the page. */
export function openGrid(container: HTMLElement, content: readonly string[] | IWorkbookData): Book {
  const core = UniverSheetsCorePreset({
    container,
    header: true,
    toolbar: false,
    footer: { sheetBar: true, statisticBar: true, menus: false, zoomSlider: true },
    disableTextFormatAlert: true,
    disableTextFormatMark: true,
    sheets: { disableForceStringAlert: true, disableForceStringMark: true },
  });
  const plugins: PluginEntry[] = [
    ...(core.plugins as PluginEntry[]),
    [UniverSheetsTablePlugin, { userThemes: [excelTable] }],
    [UniverSheetsTableUIPlugin, { hideAnchor: true }],
  ];
  return openBook({ plugins, texts: { ...coreTexts, ...tableTexts }, content });
}
