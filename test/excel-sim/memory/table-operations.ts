import type { SheetModel, TableInfo } from "../sheet-model";
import { freeName } from "../table-headers";
import { tidyHeaders } from "./cell-operations";
import { emit, type State } from "./state";

type TableOperations = Pick<SheetModel, "tables" | "addTable" | "renameTable" | "resizeTable" | "styleTotals" | "deleteTable">;

/** What tables need besides cells. */
export type TableCells = Pick<SheetModel, "insertCells" | "clear">;

export function tableOperations(state: State, cells: TableCells): TableOperations {
  const change = (tableId: string, to: Partial<TableInfo>): void => {
    state.tables = state.tables.map((table) => (table.id === tableId ? { ...table, ...to } : table));
  };
  return {
    tables: () => state.tables,
    addTable(area, hasHeaders) {
      if (!hasHeaders) cells.insertCells({ ...area, rows: 1 }, "down");
      const rows = Math.max(2, hasHeaders ? area.rows : area.rows + 1);
      const isTaken = (name: string): boolean => state.tables.some((table) => table.name.toLowerCase() === name.toLowerCase());
      const name = isTaken("Table1") ? freeName("Table", (candidate) => candidate === "Table" || isTaken(candidate)) : "Table1";
      const table: TableInfo = { id: state.newId(), name, area: { ...area, rows } };
      state.tables = [...state.tables, table];
      tidyHeaders(state, { ...area, rows: 1 });
      state.calculation.touched({ ...area, rows: 1 });
      emit(state, { kind: "tableAdded", table });
      return table;
    },
    renameTable: (tableId, name) => change(tableId, { name }),
    resizeTable(tableId, area) {
      change(tableId, { area });
      tidyHeaders(state, { ...area, rows: 1 });
      state.calculation.touched(area);
    },
    styleTotals: () => undefined,
    deleteTable(tableId, kept) {
      const table = state.tables.find(({ id }) => id === tableId);
      state.tables = state.tables.filter(({ id }) => id !== tableId);
      if (!table) return;
      if (kept === "clear") cells.clear(table.area, "all");
      else state.calculation.touched(table.area);
      emit(state, { kind: "tableDeleted", table });
    },
  };
}
