import { rowLength } from "./json-length";

/** Rows that go to Excel in one request, and the index of the first. */
export type Chunk<Row> = { readonly start: number; readonly rows: readonly Row[] };

/** Excel on the web refuses requests over 5 MB; a fifth of it leaves room for formats and for what office.js adds. */
export const chunkBytes = 1_000_000;

/** Cells that are read in one request where their length is not known: usual ones stay far below the limit of 5 MB for an answer. */
export const cellsAtOnce = 20_000;

/** Cuts rows into chunks whose JSON is about `bytes` long at most; a longer row stands alone. Holds no more than one chunk. */
export function* chunkRows<Row extends readonly (string | number | boolean | null)[]>(rows: Iterable<Row>, bytes: number): Generator<Chunk<Row>> {
  let start = 0;
  let size = 0;
  let chunk: Row[] = [];
  for (const row of rows) {
    const length = rowLength(row);
    if (chunk.length > 0 && size + length > bytes) {
      yield { start, rows: chunk };
      start += chunk.length;
      size = 0;
      chunk = [];
    }
    chunk.push(row);
    size += length;
  }
  if (chunk.length > 0) yield { start, rows: chunk };
}
