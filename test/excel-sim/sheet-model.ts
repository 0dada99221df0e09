/**
 * What the simulated Excel host needs from a grid: cells, sheets, tables, names, selection, events and custom functions.
 *
 * The host checks names, sizes and overlaps before it calls (as Excel would refuse them), so a model may trust its
 * arguments. Rows and columns count from 0. Everything is synchronous except calculation: `settled()` tells when a
 * read shows the effect of all writes before it.
 */
export interface SheetModel {
  /** In tab order. There is always at least one sheet. */
  sheets(): readonly SheetInfo[];
  /** Adds a sheet as the last tab and does not activate it. */
  addSheet(name: string): SheetInfo;
  renameSheet(sheetId: string, name: string): void;
  moveSheet(sheetId: string, position: number): void;
  setSheetVisibility(sheetId: string, visibility: SheetVisibility): void;
  /** Its tables and names go too. When it was active, a neighbour becomes active. */
  deleteSheet(sheetId: string): void;
  activeSheetId(): string;
  activateSheet(sheetId: string): void;

  selection(): Area;
  /** Activates the sheet too. */
  select(area: Area): void;

  /** Shown values; an error is its text (`#N/A`), an empty cell is `""`, a running custom function is `#BUSY!`. */
  readValues(area: Area): CellContent[][];
  /** The formula where a cell has one, else its value. Cells that a formula spilled into give their value. */
  readFormulas(area: Area): CellContent[][];
  readNumberFormats(area: Area): string[][];
  /** What a person sees: the value in its number format. */
  readText(area: Area): string[][];
  /** The sentence behind an error value (the message of a `CustomFunctions.Error`), or `null`. */
  errorText(cell: CellAddress): string | null;

  /** Writes as `Range.values` does, see {@link CellInput}. `inputs` has the size of the area. One event for the whole area. */
  writeCells(area: Area, inputs: CellInput[][]): void;
  /** `null` leaves a cell's format as it is. */
  writeNumberFormats(area: Area, formats: (string | null)[][]): void;
  clear(area: Area, what: ClearKind): void;
  /** Pushes cells away and leaves the area empty. Tables and names beyond move with their cells. */
  insertCells(area: Area, push: "down" | "right"): void;
  /** Removes the cells and closes the gap. Tables and names beyond move with their cells. */
  deleteCells(area: Area, pull: "up" | "left"): void;
  /**
   * Puts the rows of an area into another order, as Excel's sort does: each takes its values and formats along, and formulas
   * are for their new row then. `order[i]` is the row, counted from the area's first, that comes to row `i`.
   */
  reorderRows(area: Area, order: readonly number[]): void;
  /** The smallest area with all cells that hold a value or a formula, or `null` on an empty sheet. */
  usedArea(sheetId: string): Area | null;
  autofitColumns(area: Area): void;
  /** Hides or shows the whole rows or columns of the sheet in which the area lies. */
  setHidden(area: Area, lines: Lines, hidden: boolean): void;
  /** For each row or column of the area whether it is hidden. */
  readHidden(area: Area, lines: Lines): boolean[];

  tables(): readonly TableInfo[];
  /**
   * Makes a table of these cells. Without headers a header row is inserted above and the body keeps its cells.
   * Empty or double header texts are completed as Excel does (`Column1`, `id2`). A one-row area gets an empty body row.
   */
  addTable(area: Area, hasHeaders: boolean): TableInfo;
  renameTable(tableId: string, name: string): void;
  /** The header row stays where it is; cells, values and formats are untouched. */
  resizeTable(tableId: string, area: Area): void;
  /** Makes cells look like the totals row of a table. */
  styleTotals(area: Area): void;
  /** `cells` is whether its cells are cleared (`Table.delete`) or stay (`Table.convertToRange`). */
  deleteTable(tableId: string, cells: "clear" | "keep"): void;

  names(): readonly NameInfo[];
  addName(name: NameInfo): void;
  deleteName(name: string, scope: string | null): void;

  /** Connects the add-in's functions; formulas that call them start to run. */
  connectFunctions(runner: FunctionRunner): void;
  /** The spill that a cell belongs to, whose top left cell holds the formula; `null` where none is or only one cell shows it. */
  spillAt(cell: CellAddress): Area | null;
  /** The next recalculation runs the formulas in the area again. */
  markDirty(area: Area): void;
  /** Runs formulas again: `dirty` only those that changed or were marked, `full` all of them, custom functions included. */
  recalculate(kind: "dirty" | "full"): void;
  /** Resolves when no calculation is under way. Custom functions that still run do not count. */
  settled(): Promise<void>;

  /** Tells of every change, whoever made it. Returns the way to stop. */
  subscribe(listener: (event: SheetEvent) => void): () => void;
}

/** A block of cells on one sheet. */
export type Area = CellAddress & { readonly rows: number; readonly columns: number };

export type CellAddress = { readonly sheetId: string; readonly row: number; readonly column: number };

export type CellContent = string | number | boolean;

/**
 * `null` leaves the cell alone, `""` empties it. A string that starts with `=` is a formula, one that starts with an
 * apostrophe is the text behind it; any other string is read as if typed (`1,500.5`, `5%`, `2024-01-31`,
 * `TRUE` become numbers, dates and booleans) unless the cell's format is Text (`@`). See `readTypedInput` in cell-input.ts.
 */
export type CellInput = CellContent | null;

export type ClearKind = "all" | "contents" | "formats";

export type Lines = "rows" | "columns";

export type SheetVisibility = "Visible" | "Hidden" | "VeryHidden";

/** `id` survives renames and looks like a GUID in braces. */
export type SheetInfo = { readonly id: string; readonly name: string; readonly visibility: SheetVisibility };

/** `area` includes the header row. `id` survives renames and looks like a GUID in braces. */
export type TableInfo = { readonly id: string; readonly name: string; readonly area: Area };

export type NameInfo = {
  readonly name: string;
  /** The sheet that the name belongs to, or `null` for the whole workbook. */
  readonly scope: string | null;
  /** Cells, or any other formula as text without `=`. */
  readonly refersTo: Area | string;
  readonly comment: string;
};

export type SheetEvent =
  | { readonly kind: "cellsChanged"; readonly area: Area; readonly change: CellChange }
  | { readonly kind: "formatsChanged"; readonly area: Area }
  | { readonly kind: "calculated"; readonly sheetId: string }
  | { readonly kind: "selected"; readonly area: Area }
  | { readonly kind: "sheetAdded"; readonly sheetId: string }
  | { readonly kind: "sheetDeleted"; readonly sheetId: string }
  | { readonly kind: "sheetActivated"; readonly sheetId: string; readonly from: string }
  | { readonly kind: "tableAdded"; readonly table: TableInfo }
  | { readonly kind: "tableDeleted"; readonly table: TableInfo };

/** Named as Excel's `DataChangeType`. */
export type CellChange = "RangeEdited" | "CellInserted" | "CellDeleted";

/** Runs custom functions for a model. The host has one that calls office.js. */
export interface FunctionRunner {
  /** Whether a function of this full name, such as `STRIPE.QUERY`, exists. In upper case. */
  has(name: string): boolean;
  /**
   * Starts one call. The cell shows `#BUSY!` until the first delivery; a stream delivers many times, always later and
   * never inside `start`. Returns the way to cancel, to be called when the formula goes away or its inputs change.
   */
  start(call: FunctionCall, deliver: (outcome: FunctionOutcome) => void): () => void;
}

export type FunctionCall = {
  /** Full name in upper case, `STRIPE.QUERY`. */
  readonly name: string;
  /** `null` where the formula leaves an argument out. */
  readonly args: readonly (FunctionArgument | null)[];
  /** The cell that holds the formula. */
  readonly cell: CellAddress;
};

/** A single value is a 1 x 1 matrix without address. Empty cells of a range are `""`. */
export type FunctionArgument = {
  readonly values: readonly (readonly CellContent[])[];
  readonly address: string | null;
};

/** A rectangular matrix that spills (1 x 1: one cell), or an error value for the formula's cell with its sentence. */
export type FunctionOutcome =
  | { readonly kind: "values"; readonly values: readonly (readonly CellResult[])[] }
  | { readonly kind: "error"; readonly error: string; readonly text: string | null };

export type CellResult = {
  readonly value: CellContent;
  /** Belongs to the value, and shows where the cell's own format is General. */
  readonly numberFormat?: string;
  readonly errorText?: string;
};
