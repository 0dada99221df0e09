import type { IStyleData } from "@univerjs/core";
import { BooleanNumber, BorderStyleTypes } from "@univerjs/core";
import { IFunctionService, SetSuperTableMutation } from "@univerjs/engine-formula";
import type { ITableInfoWithUnitId } from "@univerjs/sheets-table";
import { AddSheetTableMutation, DeleteSheetTableMutation, SetSheetTableMutation, TableManager } from "@univerjs/sheets-table";
import { holds, mapArea, sameArea } from "../../excel-sim/areas";
import type { Area, CellAddress, SheetModel, TableInfo } from "../../excel-sim/sheet-model";
import { completeHeaders, freeName } from "../../excel-sim/table-headers";
import type { Book } from "./book";
import { newId, run, sheetOf } from "./book";
import type { Cells } from "./cells";
import type { Events } from "./events";
import { areaOf, rangeOf } from "./ranges";

export type TableOperations = Pick<SheetModel, "tables" | "addTable" | "renameTable" | "resizeTable" | "styleTotals" | "deleteTable"> & {
  readonly isHeader: (cell: CellAddress) => boolean;
  /** Completes header texts where a write touched a header row. */
  tidyHeaders(area: Area): void;
  /** After cells were inserted or deleted. A table whose cells are all gone goes too. */
  moveTables(move: (area: Area) => Area | null): void;
};

/** The theme that new tables get; the page makes it look like Excel's default (Table Style Medium 2). */
export const tableTheme = "excel-medium-2";

/** Bold under a double line, as in that style. */
const totalsStyle: IStyleData = { bl: BooleanNumber.TRUE, bd: { t: { s: BorderStyleTypes.DOUBLE, cl: { rgb: "#9bc2e6" } } } };

export type TableCells = { readonly cells: Cells; readonly insertRow: (area: Area) => void; readonly clear: (area: Area) => void };

/** Excel tables as Univer tables; Univer's engine knows them by name in formulas. */
export function tableOperations(book: Book, { emit, quietly }: Events, { cells, insertRow, clear }: TableCells): TableOperations {
  const manager = book.injector.get(TableManager);
  const info = (table: ITableInfoWithUnitId): TableInfo => ({
    id: table.id,
    name: table.name,
    area: areaOf(table.subUnitId, table.range),
  });
  const tables = (): TableInfo[] => manager.getTableList(book.unitId).map(info);
  const change = (table: TableInfo, config: object): void => {
    run(book, SetSheetTableMutation.id, { subUnitId: table.area.sheetId, tableId: table.id, config });
    tellFormulas(book, table.id);
  };
  const find = (tableId: string): TableInfo => {
    const table = tables().find(({ id }) => id === tableId);
    if (!table) throw new Error(`There is no table ${tableId}.`);
    return table;
  };

  function writeHeaders(headerRow: Area): string[] {
    const shown = mapArea(headerRow, (row, column) => cells.value({ sheetId: headerRow.sheetId, row, column }))[0] ?? [];
    const headers = completeHeaders(shown);
    const wrong = headers.map((header, index) => (header === shown[index] ? null : `'${header}`));
    if (wrong.some((header) => header !== null)) quietly(() => cells.write(headerRow, [wrong]));
    return headers;
  }

  function resize(table: TableInfo, area: Area): void {
    writeHeaders({ ...area, rows: 1 });
    change(table, { updateRange: { newRange: rangeOf(area) } });
  }

  function remove(tableId: string): TableInfo {
    const table = find(tableId);
    run(book, DeleteSheetTableMutation.id, { subUnitId: table.area.sheetId, tableId });
    return table;
  }

  return {
    tables,
    addTable(area, hasHeaders) {
      if (!hasHeaders) insertRow({ ...area, rows: 1 });
      const rows = Math.max(2, hasHeaders ? area.rows : area.rows + 1);
      const taken = new Set(tables().map(({ name }) => name.toLowerCase()));
      const isTaken = (name: string): boolean => taken.has(name.toLowerCase());
      const name = isTaken("Table1") ? freeName("Table", (wished) => wished === "Table" || isTaken(wished)) : "Table1";
      const table: TableInfo = { id: newId(), name, area: { ...area, rows } };
      const header = writeHeaders({ ...area, rows: 1 });
      run(book, AddSheetTableMutation.id, {
        subUnitId: area.sheetId,
        tableId: table.id,
        name,
        range: rangeOf(table.area),
        header,
        options: { showHeader: true, tableStyleId: tableTheme },
      });
      emit({ kind: "tableAdded", table });
      return table;
    },
    renameTable: (tableId, name) => change(find(tableId), { name }),
    resizeTable: (tableId, area) => resize(find(tableId), area),
    styleTotals: (area) => quietly(() => cells.writeStyle(area, totalsStyle)),
    deleteTable(tableId, kept) {
      const table = remove(tableId);
      if (kept === "clear") clear(table.area);
      emit({ kind: "tableDeleted", table });
    },
    isHeader: (cell) => tables().some(({ area }) => holds({ ...area, rows: 1 }, cell)),
    tidyHeaders(area) {
      for (const table of tables()) {
        const headerRow = { ...table.area, rows: 1 };
        const touched = headerRow.sheetId === area.sheetId && headerRow.row >= area.row && headerRow.row < area.row + area.rows;
        if (!touched) continue;
        writeHeaders(headerRow);
        tellFormulas(book, table.id);
      }
    },
    moveTables(move) {
      for (const table of tables()) {
        const area = move(table.area);
        if (area === null) remove(table.id);
        else if (!sameArea(area, table.area)) change(table, { updateRange: { newRange: rangeOf(area) } });
      }
    },
  };
}

/** Univer resolves `Charges[amount]` when it reads a formula and keeps what it read; so tell it of new places and headers. */
function tellFormulas(book: Book, tableId: string): void {
  const table = book.injector.get(TableManager).getTableById(book.unitId, tableId);
  if (!table) return;
  const { name, subUnitId, range } = table.getTableInfo();
  const cells = sheetOf(book, subUnitId).getCellMatrix();
  const titleMap = new Map<string, number>();
  for (let index = 0; index < table.getColumnsCount(); index++) {
    const column = table.getTableColumnByIndex(index);
    if (!column) continue;
    column.displayName = String(cells.getValue(range.startRow, range.startColumn + index)?.v ?? column.displayName);
    titleMap.set(column.displayName, index);
  }
  book.injector.get(IFunctionService).deleteFormulaAstCacheKey(name);
  run(book, SetSuperTableMutation.id, { tableName: name, reference: { range, sheetId: subUnitId, titleMap } });
}
