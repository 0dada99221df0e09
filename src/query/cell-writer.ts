import type { SqlValue } from "../table/column";
import type { BlockColumn } from "../table/row-block";
import type { RowNumber } from "./row-columns";
import type { Pointer, SqliteApi } from "./sqlite-api";
import { createSqliteMemory } from "./sqlite-memory";
import { createTextArena } from "./text-arena";
import { createTextWriter } from "./text-writer";

/** Tells SQLite that a text stays where it is (`SQLITE_STATIC`), and that a zero ends it. */
const keepText = 0;
const untilZero = -1;
/** A value that is not in the arena and will not be; 0 is one that nobody wanted yet. */
const noPlace = -1;

/** The cells of a column as SQLite takes them. */
export type Cells = {
  readonly column: BlockColumn;
  /** Where each text is in SQLite's memory, 0 before it was wanted; `null` where texts do not come again. */
  readonly places: Int32Array | null;
  /** See {@link CellKind.real}. */
  readonly real: boolean;
};

/** What is known of the cells of a column. */
export type CellKind = {
  /** Rows are likely to be read more than once. */
  readonly comeAgain: boolean;
  /** Numbers are REAL, also whole ones: SQLite keeps to that for its own tables, but not for the cells of virtual ones. */
  readonly real: boolean;
};

/** Hands cells to SQLite. */
export type CellWriter = {
  /** The cells of a column, good for one pass of a statement. */
  cellsOf(column: BlockColumn, kind: CellKind): Cells;
  /** Runs once a cell, hence the short way for texts that repeat. */
  write(context: Pointer, cells: Cells, row: RowNumber): void;
  /**
   * A pass has ended and its statement is reset. Until then SQLite keeps pointers to the texts that it was told to keep, in
   * registers, sorters and aggregates.
   */
  endPass(): void;
  free(): void;
};

/** Makes a {@link CellWriter} with buffers in SQLite's memory. */
export function createCellWriter({ wasm }: Pick<SqliteApi, "wasm">): CellWriter {
  const { exports } = wasm;
  const placed = new Map<BlockColumn, Cells>();
  const memory = createSqliteMemory(wasm);
  const arena = createTextArena(wasm, memory);
  const texts = createTextWriter(wasm, memory);

  function writeNumber(context: Pointer, value: number): void {
    if ((value | 0) === value) exports.sqlite3_result_int(context, value);
    else if (Number.isSafeInteger(value)) exports.sqlite3_result_int64(context, BigInt(value));
    else exports.sqlite3_result_double(context, value);
  }

  function writeValue(context: Pointer, value: SqlValue, real: boolean): void {
    if (typeof value === "string") texts.write(context, value);
    else if (typeof value !== "number") exports.sqlite3_result_null(context);
    // Tables know no zero below zero.
    else if (real) exports.sqlite3_result_double(context, value + 0);
    else writeNumber(context, value);
  }

  /** Finds a place for a text that is wanted for the first time; all other values go without. */
  function placeOf({ column, places }: Cells, number: number): number {
    const value = column.values[number] ?? null;
    const place = (typeof value === "string" ? arena.place(value) : null) ?? noPlace;
    if (places !== null) places[number] = place;
    return place;
  }

  return {
    cellsOf(column, { comeAgain, real }) {
      if (column.numbers === null && !comeAgain) return { column, places: null, real };
      const cells = placed.get(column) ?? { column, places: new Int32Array(column.values.length), real };
      placed.set(column, cells);
      return cells;
    },
    write(context, cells, row) {
      const { values, numbers } = cells.column;
      const number = numbers === null ? row : (numbers[row] ?? -1);
      const place = cells.places === null ? noPlace : cells.places[number] || placeOf(cells, number);
      if (place > 0) exports.sqlite3_result_text(context, place, untilZero, keepText);
      else writeValue(context, values[number] ?? null, cells.real);
    },
    endPass() {
      arena.clear();
      placed.clear();
    },
    free() {
      texts.free();
      arena.free();
    },
  };
}
