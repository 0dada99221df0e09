import { sheetSize } from "../areas";
import type { SheetModel } from "../sheet-model";
import { rewriteSheetName } from "./rewrite-references";
import { emit, type State } from "./state";

type SheetOperations = Pick<
  SheetModel,
  | "sheets" | "addSheet" | "renameSheet" | "moveSheet" | "setSheetVisibility" | "deleteSheet"
  | "activeSheetId" | "activateSheet" | "selection" | "select"
>;

/** The tabs and what is selected. */
export function sheetOperations(state: State): SheetOperations {
  const activate = (sheetId: string): void => {
    const from = state.activeSheetId;
    if (from === sheetId) return;
    state.activeSheetId = sheetId;
    state.selection = { sheetId, row: 0, column: 0, rows: 1, columns: 1 };
    emit(state, { kind: "sheetActivated", sheetId, from });
  };
  const change = (sheetId: string, to: Partial<(typeof state.sheets)[number]>): void => {
    state.sheets = state.sheets.map((sheet) => (sheet.id === sheetId ? { ...sheet, ...to } : sheet));
  };
  return {
    sheets: () => state.sheets,
    addSheet(name) {
      const sheet = { id: state.newId(), name, visibility: "Visible" as const };
      state.sheets = [...state.sheets, sheet];
      emit(state, { kind: "sheetAdded", sheetId: sheet.id });
      return sheet;
    },
    renameSheet(sheetId, name) {
      const old = state.sheets.find(({ id }) => id === sheetId)?.name ?? "";
      change(sheetId, { name });
      renameInFormulas(state, old, name);
    },
    moveSheet(sheetId, position) {
      const moved = state.sheets.filter(({ id }) => id === sheetId);
      const rest = state.sheets.filter(({ id }) => id !== sheetId);
      state.sheets = [...rest.slice(0, position), ...moved, ...rest.slice(position)];
    },
    setSheetVisibility: (sheetId, visibility) => change(sheetId, { visibility }),
    deleteSheet: (sheetId) => deleteSheet(state, sheetId, activate),
    activeSheetId: () => state.activeSheetId,
    activateSheet: activate,
    selection: () => state.selection,
    select(area) {
      activate(area.sheetId);
      state.selection = area;
      emit(state, { kind: "selected", area });
    },
  };
}

function deleteSheet(state: State, sheetId: string, activate: (sheetId: string) => void): void {
  const position = state.sheets.findIndex(({ id }) => id === sheetId);
  state.sheets = state.sheets.filter(({ id }) => id !== sheetId);
  const neighbour = state.sheets[Math.min(position, state.sheets.length - 1)];
  if (!neighbour) throw new Error("The last sheet cannot go.");
  if (state.activeSheetId === sheetId) activate(neighbour.id);
  state.tables = state.tables.filter(({ area }) => area.sheetId !== sheetId);
  state.names = state.names.filter(({ scope, refersTo }) => scope !== sheetId && (typeof refersTo === "string" || refersTo.sheetId !== sheetId));
  state.calculation.relocated((place) => (place.sheetId === sheetId ? null : place));
  state.grid.dropSheet(sheetId);
  state.calculation.touched({ sheetId, row: 0, column: 0, ...sheetSize });
  emit(state, { kind: "sheetDeleted", sheetId });
}

function renameInFormulas(state: State, from: string, to: string): void {
  for (const { id } of state.sheets) {
    for (const { cell } of state.grid.stored({ sheetId: id, row: 0, column: 0, ...sheetSize })) {
      if (cell.formula !== null) cell.formula = rewriteSheetName(cell.formula, from, to);
    }
  }
}
