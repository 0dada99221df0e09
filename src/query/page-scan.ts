import type { SqlValue } from "../table/column";
import type { Conditions } from "../table/row-source";
import type { Row } from "../table/table";

/** The rows of one listing, read page by page as far as somebody needed them. */
export type PageScan = {
  readonly conditions: Conditions;
  readonly rows: readonly Row[];
  readonly pages: number;
  /** No row is left to read. */
  readonly done: boolean;
  /** Reads more pages, or all that are left. */
  read(pages: number): Promise<void>;
  /** Rows with this value at this position, once all are read. */
  withValue(position: number, value: SqlValue): readonly Row[];
  /** Tells the source that no more pages are wanted. */
  close(): Promise<void>;
};

/** Opens a listing; nothing is asked of the source before the first {@link PageScan.read}. */
export function createPageScan(
  conditions: Conditions,
  source: AsyncIterable<readonly Row[]>,
  admit: (page: readonly Row[]) => readonly Row[],
): PageScan {
  const rows: Row[] = [];
  const buckets = new Map<number, Map<SqlValue, Row[]>>();
  let iterator: AsyncIterator<readonly Row[]> | null = null;
  let pages = 0;
  let done = false;
  return {
    conditions,
    rows,
    get pages() {
      return pages;
    },
    get done() {
      return done;
    },
    async read(count) {
      iterator ??= source[Symbol.asyncIterator]();
      for (let left = count; left > 0 && !done; left--) {
        const next = await iterator.next();
        if (next.done) done = true;
        else {
          pages++;
          for (const row of admit(next.value)) rows.push(row);
        }
      }
    },
    withValue(position, value) {
      let index = buckets.get(position);
      if (!index) buckets.set(position, (index = bucketRows(rows, position)));
      return index.get(value) ?? [];
    },
    async close() {
      if (!done) await iterator?.return?.();
    },
  };
}

function bucketRows(rows: readonly Row[], position: number): Map<SqlValue, Row[]> {
  const index = new Map<SqlValue, Row[]>();
  for (const row of rows) {
    const value = row[position] ?? null;
    const bucket = index.get(value);
    if (bucket) bucket.push(row);
    else index.set(value, [row]);
  }
  return index;
}
