import { type BlockColumn, valueIn } from "../table/row-block";
import type { Table } from "../table/table";
import type { Access, AccessPlan, RegisteredPlan } from "./access-plan";
import type { Cells, CellWriter } from "./cell-writer";
import { isNeverTrue } from "./conditions";
import { isReal } from "./declared-types";
import { createKeyReader } from "./key-reader";
import type { ReadArguments } from "./read-offer";
import type { RowNumber } from "./row-columns";
import type { Miss } from "./serve-rows";
import type { Pointer, SqliteApi } from "./sqlite-api";
import type { SqliteMemory } from "./sqlite-memory";
import type { TableReader } from "./table-reader";

/** Where a statement is in the rows of a table. It lives no longer than a pass, so that no rows come meanwhile. */
export type TableCursor = {
  /** Goes to the first of the rows that a plan wants with the values at `argv`, as far as they are there. */
  open(plan: RegisteredPlan, argv: Pointer, reader: TableReader): void;
  next(): void;
  /** Tells the reader what lacks when the end is only that of the rows that are there. */
  isAtEnd(reader: () => TableReader): boolean;
  /** The number of the row that it is at. */
  row(): RowNumber | undefined;
  /** Hands the cell of a declared column to SQLite. */
  writeCell(context: Pointer, declaredIndex: number, reader: () => TableReader): void;
};

/** What cursors have in common. */
export type CursorTools = {
  readonly wasm: SqliteApi["wasm"];
  readonly memory: SqliteMemory;
  readonly writer: CellWriter;
  readonly readArguments: ReadArguments;
};

/** Of the rows those that meet the conditions which SQLite leaves to the table. */
function exactRows(rows: readonly RowNumber[], { table, plan, arguments: wanted }: Access, reader: TableReader): readonly RowNumber[] {
  return plan.conditions.reduce((left, { column, exact }, index) => {
    if (!exact) return left;
    const values = reader.column(table, column);
    return left.filter((row) => valueIn(values, row) === wanted[index]);
  }, rows);
}

/** Makes a {@link TableCursor} without rows. */
export function createTableCursor(table: Table, { wasm, memory, writer, readArguments }: CursorTools): TableCursor {
  const keys = createKeyReader(wasm, memory);
  const cells: Cells[] = [];
  /** What `rows` is at a key that was wanted before, so that no array is made for each. */
  const oneRow: RowNumber[] = [];
  let rows: readonly RowNumber[] = [];
  let index = 0;
  /** What lacks behind `rows`. */
  let rest: Miss | null = null;
  let isAtKey = false;

  function openAtKnownKey(argv: Pointer): boolean {
    const row = keys.find(argv);
    if (row === null) return false;
    oneRow[0] = row;
    rows = oneRow;
    return true;
  }

  /** Only texts can be compared with keys as SQLite does it. */
  function isTrusted({ conditions }: AccessPlan, argv: Pointer): boolean {
    return conditions.every(({ exact, late }, index) => !exact || !late || keys.isComparable(argv, index));
  }

  function serve(access: Access, reader: TableReader): void {
    if (access.arguments.some(isNeverTrue)) return;
    const served = reader.serve(access);
    if (served.rows === null) return reader.miss(served.miss);
    rows = exactRows(served.rows, access, reader);
    rest = served.open;
  }

  const cellsOf = (column: BlockColumn, declaredIndex: number): Cells =>
    writer.cellsOf(column, { comeAgain: isAtKey, real: isReal(table.columns[declaredIndex]) });

  return {
    open({ plan, planText }, argv, reader) {
      index = 0;
      rest = null;
      isAtKey = plan.byKey;
      if (isAtKey && openAtKnownKey(argv)) return;
      rows = [];
      if (!isTrusted(plan, argv)) return reader.doubtKeys();
      serve({ table, plan, planText, arguments: readArguments(plan, argv) }, reader);
      const [row] = rows;
      if (isAtKey && row !== undefined && rows.length === 1 && rest === null) keys.note(argv, row);
    },
    next: () => void index++,
    isAtEnd(reader) {
      if (index < rows.length) return false;
      if (rest !== null) reader().miss(rest);
      rest = null;
      return true;
    },
    row: () => rows[index],
    writeCell(context, declaredIndex, reader) {
      const own = (cells[declaredIndex] ??= cellsOf(reader().column(table, declaredIndex), declaredIndex));
      writer.write(context, own, rows[index] ?? -1);
    },
  };
}
