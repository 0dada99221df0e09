import type { Row } from "../../table/table";
import type { KeptRows } from "./kept-rows";
import { mayMatch } from "./may-match";
import type { Wanted } from "./wanted";

/** Rows of a page: enough to cost little each, few enough to leave room for others. */
export const pageRows = 2_000;

/** Turns row numbers into the rows that a reader wants. */
export type Serve = (numbers: Iterable<number>) => readonly Row[];

/** Makes a {@link Serve} over kept rows; only the wanted columns are computed. */
export function createServing(wanted: Wanted, rows: KeptRows): Serve {
  const matches = mayMatch(wanted, rows);
  const readers = wanted.columns.map((column) => rows.reader(column));
  return (numbers) => {
    const served: Row[] = [];
    for (const row of numbers) if (matches(row)) served.push(readers.map((read) => read(row)));
    return served;
  };
}
