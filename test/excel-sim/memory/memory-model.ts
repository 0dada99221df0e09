import type { SheetModel } from "../sheet-model";
import { cellOperations } from "./cell-operations";
import { lineOperations } from "./line-operations";
import { reorderRows } from "./reorder-rows";
import { sheetOperations } from "./sheet-operations";
import { shiftOperations } from "./shift-operations";
import { createState, type State } from "./state";
import { tableOperations } from "./table-operations";

/** A workbook in memory, for tests: deterministic, synchronous, without any display. */
export function createMemoryModel({ sheets = ["Sheet1"] }: { readonly sheets?: readonly string[] } = {}): SheetModel {
  const state = createState(sheets);
  const cells = { ...cellOperations(state), ...shiftOperations(state) };
  return {
    ...sheetOperations(state),
    ...cells,
    ...tableOperations(state, cells),
    ...lineOperations(state),
    reorderRows: (area, order) => reorderRows(state, area, order),
    ...nameOperations(state),
    connectFunctions: (runner) => state.calculation.connect(runner),
    spillAt(cell) {
      const anchor = state.grid.peek(cell).spilledFrom ?? cell;
      return state.calculation.spillOf(anchor);
    },
    markDirty: (area) => state.calculation.markDirty(area),
    recalculate: (kind) => (kind === "full" ? state.calculation.recalculateAll() : state.calculation.recalculateMarked()),
    settled: () => Promise.resolve(),
    subscribe(listener) {
      state.listeners.add(listener);
      return () => void state.listeners.delete(listener);
    },
  };
}

function nameOperations(state: State): Pick<SheetModel, "names" | "addName" | "deleteName"> {
  return {
    names: () => state.names,
    addName(name) {
      state.names = [...state.names, name];
    },
    deleteName(name, scope) {
      state.names = state.names.filter((known) => known.name !== name || known.scope !== scope);
    },
  };
}
