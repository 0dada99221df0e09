import type { Area, NameInfo, SheetEvent, SheetInfo, TableInfo } from "../sheet-model";
import { type Calculation, createCalculation } from "./calculation";
import { createGrid, type Grid } from "./grid";

/** Everything an in-memory workbook remembers; the operations beside this file change it. */
export type State = {
  readonly grid: Grid;
  sheets: SheetInfo[];
  tables: TableInfo[];
  names: NameInfo[];
  activeSheetId: string;
  selection: Area;
  /** Rows and columns that are hidden. */
  readonly hidden: Set<string>;
  readonly calculation: Calculation;
  readonly listeners: Set<(event: SheetEvent) => void>;
  readonly newId: () => string;
};

export function createState(sheetNames: readonly string[]): State {
  const newId = createIds();
  const sheets = sheetNames.map((name): SheetInfo => ({ id: newId(), name, visibility: "Visible" }));
  const sheetId = sheets[0]?.id;
  if (sheetId === undefined) throw new Error("A workbook needs at least one sheet.");
  const listeners = new Set<(event: SheetEvent) => void>();
  const content = {
    grid: createGrid(),
    sheets,
    tables: [],
    names: [],
    activeSheetId: sheetId,
    hidden: new Set<string>(),
    selection: { sheetId, row: 0, column: 0, rows: 1, columns: 1 },
    listeners,
    newId,
  };
  const state: State = Object.assign(content, {
    calculation: createCalculation({
      grid: content.grid,
      book: () => state,
      calculated: (id) => emit(state, { kind: "calculated", sheetId: id }),
    }),
  });
  return state;
}

/** Tells all listeners. */
export function emit(state: State, event: SheetEvent): void {
  for (const listener of [...state.listeners]) listener(event);
}

function createIds(): () => string {
  let last = 0;
  return () => `{00000000-0000-4000-8000-${(++last).toString(16).toUpperCase().padStart(12, "0")}}`;
}
