import type { CellContent } from "../../excel-sim/sheet-model";
import { addressOf, areaAt, sheetName } from "./addresses";
import type { Session } from "./session";

/** `window.workbench`: what a test does and sees without touching pixels. Addresses as `Sheet1!A1:B3` or `A1:B3` of the active sheet. */
export type Workbench = {
  /** Types into one cell: a formula, a number, a date, text. */
  readonly setCell: (address: string, input: CellContent) => void;
  readonly getCells: (address: string) => WorkbenchCells;
  /** The sentence behind an error value, as Excel shows it beside the cell. */
  readonly errorText: (address: string) => string | null;
  /** Presses a ribbon control by its id in the manifest; resolves when the add-in's command is done. */
  readonly runCommand: (controlId: string) => Promise<void>;
  readonly tables: () => readonly WorkbenchTable[];
  readonly sheets: () => readonly string[];
  readonly activeSheet: () => string;
  readonly select: (address: string) => void;
  readonly selection: () => string;
  /** Whether the task pane is open. */
  readonly pane: () => boolean;
  /** Requests of the add-in to Excel so far, readable. */
  readonly requests: () => readonly string[];
  /** Resolves when no function runs, no request is on its way and nothing is left to calculate. */
  readonly idle: () => Promise<void>;
  /** The workbook as text: cells, tables, names, custom XML parts and settings. */
  readonly saveWorkbook: () => string;
  /** Closes the workbook and opens a saved one, with a fresh add-in as in Excel; without text a new one. */
  readonly openWorkbook: (text?: string) => Promise<void>;
};

export type WorkbenchCells = {
  readonly values: readonly (readonly CellContent[])[];
  /** As shown: `$1,234.50`. */
  readonly text: readonly (readonly string[])[];
  readonly formulas: readonly (readonly CellContent[])[];
  readonly numberFormats: readonly (readonly string[])[];
  /** For each row whether it is hidden, by a filter or by hand. */
  readonly hiddenRows: readonly boolean[];
};

export type WorkbenchTable = { readonly name: string; readonly sheet: string; readonly address: string };

declare global {
  interface Window {
    workbench: Workbench;
  }
}

/** `open` replaces the session by one on a saved workbook. */
export function createWorkbench(current: () => Session, open: (text?: string) => Promise<void>): Workbench {
  const model = (): Session["model"] => current().model;
  return {
    setCell: (address, input) => model().writeCells(areaAt(model(), address), [[input]]),
    getCells(address) {
      const area = areaAt(model(), address);
      return {
        values: model().readValues(area),
        text: model().readText(area),
        formulas: model().readFormulas(area),
        numberFormats: model().readNumberFormats(area),
        hiddenRows: model().readHidden(area, "rows"),
      };
    },
    errorText: (address) => model().errorText(areaAt(model(), address)),
    runCommand: (controlId) => current().runCommand(controlId),
    tables: () =>
      model()
        .tables()
        .map(({ name, area }) => ({ name, sheet: sheetName(model(), area.sheetId), address: addressOf(model(), area) })),
    sheets: () => model().sheets().map(({ name }) => name),
    activeSheet: () => sheetName(model(), model().activeSheetId()),
    select: (address) => model().select(areaAt(model(), address)),
    selection: () => addressOf(model(), model().selection()),
    pane: () => current().pane.visible(),
    requests: () => current().host.requests.flatMap(({ actions }) => actions),
    idle: () => current().idle(),
    saveWorkbook: () => current().save(),
    openWorkbook: open,
  };
}
