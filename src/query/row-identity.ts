import type { SqlValue } from "../table/column";
import type { Row } from "../table/table";
import type { RowColumns, RowNumber } from "./row-columns";

/** Takes in the pages of one listing: rows that other reads brought as well get the same number. */
export type Admission = (page: readonly Row[]) => readonly RowNumber[];

/** Which rows are the same, however often they are read. */
export type RowIdentity = {
  /** A listing begins; its pages go through what it gets. */
  readonly admission: () => Admission;
  /** The row with this key, `null` when the source has none, `undefined` when nobody asked. */
  readonly byKey: (key: string) => RowNumber | null | undefined;
  readonly rememberKey: (key: string, row: Row | null) => void;
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
        return (page) => page.map(listing.numberOf);
      }
      onlyListing = listing;
      return (page) => page.map((row) => (compares ? listing.numberOf(row) : rows.add(row)));
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
    readonly numberOf: (row: Row) => RowNumber;
    /** A row that has its number already came with this listing. */
    readonly note: (row: RowNumber) => void;
  };
};

/** Rows of a table with a key: equal keys are one row, and the version that came first stays for the whole run. */
function createKeyIdentity(rows: RowColumns, keyPosition: number): ExactIdentity {
  const numbers = new Map<SqlValue, RowNumber | null>();
  const keys = rows.column(keyPosition);

  function numberOf(row: Row): RowNumber {
    const key = row[keyPosition] ?? null;
    const known = numbers.get(key);
    if (typeof known === "number") return known;
    const number = rows.add(row);
    numbers.set(key, number);
    return number;
  }

  return {
    listing: () => ({ numberOf, note: (row) => void numbers.set(keys[row] ?? null, row) }),
    byKey: (key) => numbers.get(key),
    rememberKey: (key, row) => void (row ? numberOf(row) : numbers.set(key, null)),
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
      numberOf: (row) => place(JSON.stringify(row), () => rows.add(row)),
      note: (row) => void place(JSON.stringify(rows.row(row)), () => row),
    };
  }

  return { listing: createListing, byKey: () => undefined, rememberKey: () => undefined };
}
