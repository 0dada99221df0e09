import type { SqlValue } from "./column";
import type { Row } from "./table";

/**
 * The values of one column: one for each row, or, where `numbers` says so, the distinct ones, of which each row has the one
 * with its number. Columns of several blocks that name the same array of distinct values number them alike; it may grow.
 */
export type BlockColumn = { readonly values: readonly SqlValue[]; readonly numbers: Uint32Array | null };

/** Some rows, column by column: whoever wants a few values of very many rows need not make an object of each row. */
export type RowBlock = {
  readonly count: number;
  /** In the order of the columns that were asked for. */
  readonly columns: readonly BlockColumn[];
};

/** The value of a row; `null` where there is no such row. */
export function valueIn({ values, numbers }: BlockColumn, row: number): SqlValue {
  return values[numbers === null ? row : (numbers[row] ?? -1)] ?? null;
}

/** Rows of this many values, turned by column. */
export function blockOf(rows: readonly Row[], width: number): RowBlock {
  const columns = Array.from({ length: width }, (_, position) => ({ values: rows.map((row) => row[position] ?? null), numbers: null }));
  return { count: rows.length, columns };
}

/** The rows of a block. */
export function rowsOf({ count, columns }: RowBlock): readonly Row[] {
  return Array.from({ length: count }, (_, row) => columns.map((column) => valueIn(column, row)));
}
