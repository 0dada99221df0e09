import type { SqlValue } from "../table/column";
import { type RowBlock, rowsOf, valueIn } from "../table/row-block";
import type { RowColumns, RowNumber } from "./row-columns";

/** Takes in the rows of one listing, block by block: rows that other reads brought as well get the same number. */
export type Admission = (block: RowBlock) => readonly RowNumber[];

/** Which rows are the same, however often they are read. */
export type RowIdentity = {
  /** A listing begins; its pages go through what it gets. */
  readonly admission: () => Admission;
  /** The row with this key, `null` when the source has none, `undefined` when nobody asked. */
  readonly byKey: (key: string) => RowNumber | null | undefined;
  /** `row`: a block of one row. */
  readonly rememberKey: (key: string, row: RowBlock | null) => void;
};

/**
 * Makes the identity of a table's rows; `keyPosition` is where their key is, -1 without one. As long as one listing is
 * all that was read, and no row was asked for by key, nothing has to be compared and its rows are all new.
 */
export function createRowIdentity(rows: RowColumns, keyPosition: number): RowIdentity {
  const exact = keyPosition < 0 ? createContentIdentity(rows) : createKeyIdentity(rows, keyPosition);
  let onlyListing: ReturnType<ExactIdentity["listing"]> | null = null;
  let compares = false;

  function startComparing(): void {
    if (compares) return;
    compares = true;
    for (let row = 0; row < rows.count; row++) onlyListing?.note(row);
  }

  return {
    admission() {
      const listing = exact.listing();
      if (onlyListing || compares) {
        startComparing();
        return listing.numbersOf;
      }
      onlyListing = listing;
      return (block) => (compares ? listing.numbersOf(block) : addAll(rows, block));
    },
    byKey(key) {
      startComparing();
      return exact.byKey(key);
    },
    rememberKey(key, row) {
      startComparing();
      exact.rememberKey(key, row);
    },
  };
}

type ExactIdentity = Pick<RowIdentity, "byKey" | "rememberKey"> & {
  /** For the rows of one listing. */
  listing(): {
    readonly numbersOf: Admission;
    /** A row that has its number already came with this listing. */
    readonly note: (row: RowNumber) => void;
  };
};

/** Rows of a table with a key: equal keys are one row, and the version that came first stays for the whole run. */
function createKeyIdentity(rows: RowColumns, keyPosition: number): ExactIdentity {
  const numbers = new Map<SqlValue, RowNumber | null>();
  const keys = rows.column(keyPosition);

  function numbersOf(block: RowBlock): readonly RowNumber[] {
    const column = block.columns[keyPosition];
    const fresh = createFreshRows(rows);
    const found = Array.from({ length: block.count }, (_, place) => {
      const key = column === undefined ? null : valueIn(column, place);
      const known = numbers.get(key);
      if (typeof known === "number") return known;
      const number = fresh.numberFor(place);
      numbers.set(key, number);
      return number;
    });
    fresh.add(block);
    return found;
  }

  return {
    listing: () => ({ numbersOf, note: (row) => void numbers.set(valueIn(keys, row), row) }),
    byKey: (key) => numbers.get(key),
    rememberKey(key, row) {
      if (row !== null) numbersOf(row);
      // Also for a row that calls itself otherwise, which would be asked for again and again.
      if (!numbers.has(key)) numbers.set(key, null);
    },
  };
}

/**
 * Rows of a table without a key: the n-th row with some content is the same row in every listing. Conditions are about
 * the content only, so rows of equal content are always listed together.
 */
function createContentIdentity(rows: RowColumns): ExactIdentity {
  const numbers = new Map<string, RowNumber[]>();

  function createListing(): ReturnType<ExactIdentity["listing"]> {
    const counts = new Map<string, number>();
    const place = (content: string, make: () => RowNumber): RowNumber => {
      const count = counts.get(content) ?? 0;
      counts.set(content, count + 1);
      const equal = numbers.get(content) ?? [];
      numbers.set(content, equal);
      return (equal[count] ??= make());
    };
    return {
      numbersOf(block) {
        const fresh = createFreshRows(rows);
        const found = rowsOf(block).map((row, index) => place(JSON.stringify(row), () => fresh.numberFor(index)));
        fresh.add(block);
        return found;
      },
      note: (row) => void place(JSON.stringify(rows.row(row)), () => row),
    };
  }

  return { listing: createListing, byKey: () => undefined, rememberKey: () => undefined };
}

/** Rows of a block that are new: they are numbered one by one, and taken in together. */
function createFreshRows(rows: RowColumns): { readonly numberFor: (place: number) => RowNumber; readonly add: (block: RowBlock) => void } {
  const places: number[] = [];
  return {
    numberFor: (place) => rows.count + places.push(place) - 1,
    add: (block) => rows.add(block, places),
  };
}

function addAll(rows: RowColumns, block: RowBlock): readonly RowNumber[] {
  const first = rows.count;
  rows.add(block);
  const added = new Array<RowNumber>(block.count);
  for (let index = 0; index < added.length; index++) added[index] = first + index;
  return added;
}
