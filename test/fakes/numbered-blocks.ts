import type { SqlValue } from "../../src/table/column";
import { type BlockColumn, blockOf, type RowBlock } from "../../src/table/row-block";
import type { ReadContext, RowSource, ScanRequest } from "../../src/table/row-source";
import type { Row } from "../../src/table/table";

/** Distinct values after which a column is no longer numbered; as different from one another as may be. */
const limits = [0, Infinity, 12, 1];

/** The source, giving rows by column: some columns number their values, and some stop doing so on the way. */
export function withNumberedBlocks<T extends RowSource>(source: T): T & Required<Pick<RowSource, "scanBlocks">> {
  async function* scanBlocks(request: ScanRequest, context: ReadContext): AsyncGenerator<RowBlock> {
    const toBlock = createNumbering(request.columns.length);
    for await (const page of source.scan(request, context)) yield toBlock(page);
  }
  return { ...source, scanBlocks };
}

/** Turns the pages of one listing into blocks. Distinct values are numbered as they come, in arrays that grow. */
export function createNumbering(width: number): (page: readonly Row[]) => RowBlock {
  const dictionaries = Array.from({ length: width }, (_, position) => ({ values: [] as SqlValue[], limit: limits[position % limits.length]! }));
  const numbersOf = (own: readonly SqlValue[], values: SqlValue[]): Uint32Array =>
    Uint32Array.from(own, (value) => {
      const known = values.indexOf(value);
      return known < 0 ? values.push(value) - 1 : known;
    });
  return (page) => {
    const { count, columns } = blockOf(page, width);
    const numbered = columns.map((column, position): BlockColumn => {
      const { values, limit } = dictionaries[position]!;
      if (values.length >= limit) return column;
      return { values, numbers: numbersOf(column.values, values) };
    });
    return { count, columns: numbered };
  };
}
