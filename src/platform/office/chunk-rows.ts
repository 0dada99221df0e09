/** Rows that go to Excel in one request, and the index of the first. */
export type Chunk<Row> = { readonly start: number; readonly rows: readonly Row[] };

/** Excel on the web refuses requests over 5 MB; a fifth of it leaves room for formats and for what office.js adds. */
export const chunkBytes = 1_000_000;

/** Cuts rows into chunks whose JSON is about `bytes` long at most; a longer row stands alone. */
export function* chunkRows<Row>(rows: readonly Row[], bytes: number): Generator<Chunk<Row>> {
  let start = 0;
  let size = 0;
  for (const [index, row] of rows.entries()) {
    const length = JSON.stringify(row).length + 1;
    if (index > start && size + length > bytes) {
      yield { start, rows: rows.slice(start, index) };
      start = index;
      size = 0;
    }
    size += length;
  }
  if (start < rows.length) yield { start, rows: rows.slice(start) };
}
