import { chunkBytes, chunkRows } from "../../../src/platform/office/chunk-rows";
import { toCellInput } from "../../../src/platform/office/text-mark";
import type { TableContent } from "../../../src/platform/ports";

type Input = string | number | boolean;

/** One request of the loop, made ready before the clock starts. */
export type BareChunk = {
  readonly row: number;
  readonly values: Input[][];
  readonly formats: readonly { readonly column: number; readonly format: string | string[][] }[];
};

/** The content as Excel takes it, in the chunks that our own writing has. */
export function prepare({ rows, formats }: TableContent): readonly BareChunk[] {
  const inputs = rows.map((row) => row.map(toCellInput));
  return [...chunkRows(inputs, chunkBytes)].map(({ start, rows: values }) => ({
    row: start,
    values: [...values],
    formats: formats.flatMap((format, column) => {
      if (format === null) return [];
      return [{ column, format: typeof format === "string" ? format : format.slice(start, start + values.length).map((one) => [one]) }];
    }),
  }));
}

/** What an add-in without any care does: one request a chunk, then the table. */
export async function writeBare(headers: readonly string[], chunks: readonly BareChunk[]): Promise<void> {
  await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add("Bare");
    sheet.getRangeByIndexes(0, 0, 1, headers.length).values = [[...headers]];
    for (const chunk of chunks) await writeChunk(sheet, chunk);
    const rows = chunks.reduce((sum, { values }) => sum + values.length, 1);
    context.workbook.tables.add(sheet.getRangeByIndexes(0, 0, rows, headers.length), true);
    await context.sync();
  });
}

function writeChunk(sheet: Excel.Worksheet, { row, values, formats }: BareChunk): Promise<void> {
  sheet.getRangeByIndexes(row + 1, 0, values.length, values[0]?.length ?? 1).values = values;
  for (const { column, format } of formats) sheet.getRangeByIndexes(row + 1, column, values.length, 1).numberFormat = format as string[][];
  return sheet.context.sync();
}
