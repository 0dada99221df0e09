import type { TableContent, WriteProgress } from "../ports";
import { type Chunk, chunkBytes, chunkRows } from "./chunk-rows";
import { retryTransient } from "./retry-transient";
import { cellsOf, type Corner, forAll, letGo } from "./sheet-cells";
import { toCellInput } from "./text-mark";

type Input = string | number | boolean;

export type BodyWrite = {
  /** The cell of the table's first header. */
  readonly corner: Corner;
  readonly content: TableContent;
  /** Asked before each chunk. */
  readonly signal: AbortSignal;
  readonly onProgress?: WriteProgress;
};

/** Writes the rows of a table in chunks, values before formats, one request each. */
export async function writeBody(context: Excel.RequestContext, write: BodyWrite): Promise<void> {
  const content = atLeastOneRow(write.content);
  for (const chunk of chunkRows(inputsOf(content), chunkBytes)) {
    write.signal.throwIfAborted();
    await retryTransient(() => writeChunk(context, { ...write, content }, chunk), write);
    write.onProgress?.(chunk.start + chunk.rows.length);
  }
}

/** Made as they are needed, so that a long table is not in memory twice. */
function* inputsOf({ rows }: TableContent): Generator<Input[]> {
  for (const row of rows) yield row.map(toCellInput);
}

/** A table without rows still has one, empty but formatted for the rows to come. */
function atLeastOneRow(content: TableContent): TableContent {
  if (content.rows.length > 0) return content;
  const formats = content.formats.map((format) => (typeof format === "string" ? format : null));
  return { ...content, rows: [content.headers.map(() => null)], formats };
}

async function writeChunk(context: Excel.RequestContext, { corner, content }: BodyWrite, { start, rows }: Chunk<Input[]>): Promise<void> {
  context.workbook.application.suspendApiCalculationUntilNextSync();
  const block = { row: start + 1, column: 0, rows: rows.length, columns: content.headers.length };
  const body = cellsOf(context, corner, block);
  body.values = [...rows];
  const formatted = content.formats.flatMap((format, column) => {
    if (format === null) return [];
    const cells = cellsOf(context, corner, { ...block, column, columns: 1 });
    cells.numberFormat = typeof format === "string" ? forAll(format) : matrixOf(format.slice(start, start + rows.length));
    return [cells];
  });
  await context.sync();
  letGo([body, ...formatted]);
}

/** One format for all rows, where they have the same. */
function matrixOf(formats: readonly string[]): string[][] {
  const [first = "General"] = formats;
  return formats.every((format) => format === first) ? forAll(first) : formats.map((format) => [format]);
}
