import type { CellValue, TableContent } from "../ports";
import { block } from "./write-body";

/** Excel on the web gives at most 5 MB in one answer; so many cells stay far below, however long their texts. */
const cellsAtOnce = 20_000;

export type ReadBefore = {
  /** The cell where the table's body begins. */
  readonly corner: Excel.Range;
  readonly rows: number;
  readonly headers: readonly string[];
  /** Positions of the columns that a refresh will rewrite. */
  readonly positions: readonly number[];
};

/** The columns of a table that a refresh is about to rewrite: values and formats, read in portions. */
export async function readBefore(context: Excel.RequestContext, before: ReadBefore): Promise<TableContent> {
  const { corner, rows, headers, positions } = before;
  const values: CellValue[][] = [];
  const formats: string[][] = [];
  const portion = Math.max(1, Math.floor(cellsAtOnce / headers.length));
  for (let row = 0; row < rows; row += portion) {
    const cells = block(corner, { row, column: 0, rows: Math.min(portion, rows - row), columns: headers.length });
    const read = await readCells(context, cells);
    values.push(...read.values);
    formats.push(...read.formats);
  }
  return {
    headers: positions.map((at) => headers[at] ?? ""),
    rows: values.map((cells) => positions.map((at) => cells[at] ?? null)),
    formats: positions.map((at) => formats.map((cells) => cells[at] ?? "General")),
  };
}

type Cells = { readonly values: readonly CellValue[][]; readonly formats: readonly string[][] };

async function readCells(context: Excel.RequestContext, cells: Excel.Range): Promise<Cells> {
  cells.load("values,numberFormat");
  await context.sync();
  return { values: cells.values as CellValue[][], formats: cells.numberFormat as string[][] };
}
