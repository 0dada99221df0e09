import type { SqlValue } from "../table/column";
import type { Row } from "../table/table";

/** A row of one table in one run; equal numbers are the same row. */
export type RowNumber = number;

/**
 * The rows that a run has read of a table, kept column by column: a hundred thousand small arrays would cost more to
 * collect than to read.
 */
export type RowColumns = {
  add(row: Row): RowNumber;
  /** All values of a column; it grows with the rows. Empty for a position that there is not. */
  column(position: number): readonly SqlValue[];
  /** The values of one row. */
  row(number: RowNumber): Row;
  readonly count: number;
};

/** Makes {@link RowColumns} without rows. */
export function createRowColumns(width: number): RowColumns {
  const columns = Array.from({ length: width }, (): SqlValue[] => []);
  let count = 0;
  return {
    add(row) {
      for (let position = 0; position < width; position++) columns[position]?.push(row[position] ?? null);
      return count++;
    },
    column: (position) => columns[position] ?? [],
    row: (number) => columns.map((column) => column[number] ?? null),
    get count() {
      return count;
    },
  };
}
