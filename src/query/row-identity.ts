import type { SqlValue } from "../table/column";
import type { Row } from "../table/table";

/** Takes in the pages of one listing: rows that other reads brought as well become the same object. */
export type Admission = (page: readonly Row[]) => readonly Row[];

/** Which rows are the same, however often they are read. */
export type RowIdentity = {
  /** A listing begins; its pages go through what it gets. */
  readonly admission: () => Admission;
  /** The row with this key, `null` when the source has none, `undefined` when nobody asked. */
  readonly byKey: (key: string) => Row | null | undefined;
  rememberKey(key: string, row: Row | null): void;
};

/**
 * Makes the identity of a table's rows; `keyPosition` is where their key is, -1 without one. As long as one listing is
 * all that was read, and no row was asked for by key, nothing has to be compared and its rows pass as they are.
 */
export function createRowIdentity(keyPosition: number): RowIdentity {
  const exact = keyPosition < 0 ? createContentIdentity() : createKeyIdentity(keyPosition);
  let onlyListing: { readonly admit: Admission; readonly pages: (readonly Row[])[] } | null = null;
  let compares = false;

  function startComparing(): void {
    if (compares) return;
    compares = true;
    onlyListing?.pages.forEach(onlyListing.admit);
    onlyListing = null;
  }

  return {
    admission() {
      const admit = exact.admission();
      if (onlyListing || compares) {
        startComparing();
        return admit;
      }
      const pages: (readonly Row[])[] = [];
      onlyListing = { admit, pages };
      return (page) => {
        if (compares) return admit(page);
        pages.push(page);
        return page;
      };
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

/** Rows of a table with a key: equal keys are one row, and the version that came first stays for the whole run. */
function createKeyIdentity(keyPosition: number): RowIdentity {
  const rows = new Map<SqlValue, Row | null>();
  const admit: Admission = (page) =>
    page.map((row) => {
      const key = row[keyPosition] ?? null;
      const known = rows.get(key);
      if (known) return known;
      rows.set(key, row);
      return row;
    });
  return { admission: () => admit, byKey: (key) => rows.get(key), rememberKey: (key, row) => void rows.set(key, row) };
}

/**
 * Rows of a table without a key: the n-th row with some content is the same row in every listing. Conditions are about
 * the content only, so rows of equal content are always listed together.
 */
function createContentIdentity(): RowIdentity {
  const rows = new Map<string, Row[]>();
  return {
    byKey: () => undefined,
    rememberKey: () => undefined,
    admission() {
      const counts = new Map<string, number>();
      return (page) =>
        page.map((row) => {
          const content = JSON.stringify(row);
          const count = counts.get(content) ?? 0;
          counts.set(content, count + 1);
          const equal = rows.get(content) ?? [];
          rows.set(content, equal);
          return (equal[count] ??= row);
        });
    },
  };
}
