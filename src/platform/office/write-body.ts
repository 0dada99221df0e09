import type { TableContent, WriteProgress } from "../ports";
import { type Chunk, chunkBytes, chunkRows } from "./chunk-rows";
import { columnRuns } from "./match-columns";
import { toCellInput } from "./text-mark";

type Input = string | number | boolean;

export type BodyWrite = {
  /** The cell where the table's body begins. */
  readonly corner: Excel.Range;
  readonly content: TableContent;
  /** For each column of the content its position in the table. */
  readonly positions: readonly number[];
  /** The first rows of the first columns already have their format and keep it, whatever a person made of it. */
  readonly formatted: { readonly rows: number; readonly columns: number };
  /** Asked before each chunk; absent: the writing is not interrupted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: WriteProgress;
};

/** Writes the rows of a table in chunks, values before formats, one request each. */
export async function writeBody(context: Excel.RequestContext, write: BodyWrite): Promise<void> {
  const content = atLeastOneRow(write.content);
  const rows = content.rows.map((row) => row.map(toCellInput));
  for (const chunk of chunkRows(rows, chunkBytes)) {
    write.signal?.throwIfAborted();
    await writeChunk(context, { ...write, content }, chunk);
    write.onProgress?.(chunk.start + chunk.rows.length);
  }
}

/** A table without rows still has one, empty but formatted for the rows to come. */
function atLeastOneRow(content: TableContent): TableContent {
  if (content.rows.length > 0) return content;
  const formats = content.formats.map((format) => (typeof format === "string" ? format : null));
  return { ...content, rows: [content.headers.map(() => null)], formats };
}

async function writeChunk(context: Excel.RequestContext, write: BodyWrite, chunk: Chunk<readonly Input[]>): Promise<void> {
  const { corner, positions } = write;
  for (const { from, at, width } of columnRuns(positions)) {
    const values = chunk.rows.map((row) => row.slice(from, from + width));
    block(corner, { row: chunk.start, column: at, rows: values.length, columns: width }).values = values;
  }
  positions.forEach((at, index) => writeFormat(write, { at, format: write.content.formats[index] ?? null, chunk }));
  await context.sync();
}

type ColumnFormat = {
  readonly at: number;
  readonly format: TableContent["formats"][number];
  readonly chunk: Chunk<unknown>;
};

/** One format for the column is set on new cells only; formats a row belong to the values and are always set. */
function writeFormat({ corner, formatted }: BodyWrite, { at, format, chunk }: ColumnFormat): void {
  if (format === null) return;
  const end = chunk.start + chunk.rows.length;
  const keeps = typeof format === "string" && at < formatted.columns;
  const start = keeps ? Math.max(chunk.start, formatted.rows) : chunk.start;
  if (start >= end) return;
  const cells = block(corner, { row: start, column: at, rows: end - start, columns: 1 });
  const [first, ...others] = typeof format === "string" ? [format] : format.slice(start, end);
  if (first === undefined) return;
  cells.numberFormat = others.every((other) => other === first) ? forAll(first) : [first, ...others].map((one) => [one]);
}

/** Excel takes one format for all cells of a range; the typings only know the matrix. */
const forAll = (format: string) => format as unknown as string[][];

type Block = { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number };

/** Cells by their offset from a corner and their size. */
export function block(corner: Excel.Range, { row, column, rows, columns }: Block): Excel.Range {
  return corner.getOffsetRange(row, column).getAbsoluteResizedRange(rows, columns);
}
