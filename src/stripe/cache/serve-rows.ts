import type { RowBlock } from "../../table/row-block";
import type { KeptRows } from "./kept-rows";
import { always, mayMatch } from "./may-match";
import type { Wanted } from "./wanted";

/** Rows of a page: enough to cost little each, few enough to leave room for others. */
export const pageRows = 2_000;

/** Turns row numbers into the rows that a reader wants. */
export type Serve = (numbers: Uint32Array) => RowBlock;

/** Makes a {@link Serve} over kept rows; only the wanted columns are computed. */
export function createServing(wanted: Wanted, rows: KeptRows): Serve {
  const matches = mayMatch(wanted, rows);
  const readers = wanted.columns.map((column) => rows.columnReader(column));
  return (numbers) => {
    const served = matches === always ? numbers : numbers.filter(matches);
    return { count: served.length, columns: readers.map((read) => read(served)) };
  };
}
