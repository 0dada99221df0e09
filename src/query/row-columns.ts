import type { SqlValue } from "../table/column";
import { type BlockColumn, type RowBlock, valueIn } from "../table/row-block";
import type { Row } from "../table/table";

/** A row of one table in one run; equal numbers are the same row. */
export type RowNumber = number;

/**
 * The rows that a run has read of a table, kept column by column: a hundred thousand small arrays would cost more to
 * collect than to read.
 */
export type RowColumns = {
  /** Takes in the rows of a block at these places, all where none are named; they get the numbers from {@link count} on. */
  add(block: RowBlock, places?: readonly number[]): void;
  /** The values of a column by row number; it grows with the rows. Empty for a position that there is not. */
  column(position: number): BlockColumn;
  /** The values of one row. */
  row(number: RowNumber): Row;
  readonly count: number;
};

/** Makes {@link RowColumns} without rows. */
export function createRowColumns(width: number): RowColumns {
  const columns = Array.from({ length: width }, createGrowingColumn);
  let count = 0;
  return {
    add(block, places) {
      const added = places?.length ?? block.count;
      columns.forEach(({ add }, position) => add(block.columns[position] ?? nothing, { first: count, added, places }));
      count += added;
    },
    column: (position) => columns[position]?.column ?? nothing,
    row: (number) => columns.map(({ column }) => valueIn(column, number)),
    get count() {
      return count;
    },
  };
}

const nothing: BlockColumn = { values: [], numbers: null };

type Addition = { readonly first: number; readonly added: number; readonly places: readonly number[] | undefined };
type GrowingColumn = { readonly column: BlockColumn; readonly add: (source: BlockColumn, addition: Addition) => void };

/** Takes over the numbers of a source as long as all that comes is numbered alike. */
function createGrowingColumn(): GrowingColumn {
  let own: SqlValue[] = [];
  const column: { -readonly [part in keyof BlockColumn]: BlockColumn[part] } = { values: own, numbers: null };

  function addNumbers(to: Uint32Array, from: Uint32Array, { first, added, places }: Addition): Uint32Array {
    const grown = to.length >= first + added ? to : new Uint32Array(2 * (first + added));
    if (grown !== to) grown.set(to);
    if (places === undefined) grown.set(from.subarray(0, added), first);
    else places.forEach((place, index) => (grown[first + index] = from[place] ?? 0));
    return grown;
  }

  function addValues({ values, numbers }: BlockColumn, { first, added, places }: Addition): void {
    if (column.numbers !== null) column.values = own = unfold(column, first);
    column.numbers = null;
    for (let index = 0; index < added; index++) {
      const place = places === undefined ? index : (places[index] ?? -1);
      own.push(values[numbers === null ? place : (numbers[place] ?? -1)] ?? null);
    }
  }

  return {
    column,
    add(source, addition) {
      const isSame = addition.first === 0 || source.values === column.values;
      if (source.numbers === null || !isSame) return addValues(source, addition);
      column.numbers = addNumbers(column.numbers ?? new Uint32Array(0), source.numbers, addition);
      column.values = source.values;
    },
  };
}

function unfold({ values, numbers }: BlockColumn, count: number): SqlValue[] {
  return Array.from({ length: count }, (_, row) => values[numbers?.[row] ?? -1] ?? null);
}
