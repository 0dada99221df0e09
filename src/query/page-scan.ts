import type { SqlValue } from "../table/column";
import { type BlockColumn, valueIn } from "../table/row-block";
import type { Conditions, Extent, Narrowing } from "../table/row-source";
import type { RowNumber } from "./row-columns";

/** What a listing was asked for. */
export type ScanSubject = { readonly conditions: Conditions; readonly narrowing: Narrowing | null };

/** The rows of one listing, read page by page as far as somebody needed them. */
export type PageScan = ScanSubject & {
  readonly rows: readonly RowNumber[];
  readonly pages: number;
  /** No row is left to read. */
  readonly done: boolean;
  /** Reads more pages, or all that are left. */
  read(pages: number): Promise<void>;
  /** Rows with this value in a column of their store, once all are read. */
  withValue(column: BlockColumn, value: SqlValue): readonly RowNumber[];
  /** Tells the source that no more pages are wanted. */
  close(): Promise<void>;
};

/**
 * Opens a listing; nothing is asked of the source before the first {@link PageScan.read}. One that was read little by
 * little and is wanted as a whole begins anew, because only then may the source read it in parallel: that costs as many
 * requests again as were sent so far, and saves the time of all others.
 */
export function createPageScan(subject: ScanSubject, open: (extent: Extent) => AsyncIterable<readonly RowNumber[]>): PageScan {
  /** `null`: a value of this column was asked for once, for which an index does not pay. */
  const buckets = new Map<BlockColumn, Map<SqlValue, RowNumber[]> | null>();
  let rows: RowNumber[] = [];
  let opened: { readonly extent: Extent; readonly iterator: AsyncIterator<readonly RowNumber[]> } | null = null;
  let pages = 0;
  let done = false;

  async function close(): Promise<void> {
    if (!done) await opened?.iterator.return?.();
  }

  async function openFor(count: number): Promise<AsyncIterator<readonly RowNumber[]>> {
    const extent = count === Infinity ? "all" : "some";
    if (opened && (extent === "some" || opened.extent === "all")) return opened.iterator;
    await close();
    rows = [];
    pages = 0;
    opened = { extent, iterator: open(extent)[Symbol.asyncIterator]() };
    return opened.iterator;
  }

  return {
    ...subject,
    get rows() {
      return rows;
    },
    get pages() {
      return pages;
    },
    get done() {
      return done;
    },
    async read(count) {
      if (done) return;
      const iterator = await openFor(count);
      for (let left = count; left > 0 && !done; left--) {
        const next = await iterator.next();
        if (next.done) done = true;
        else {
          pages++;
          for (const row of next.value) rows.push(row);
        }
      }
    },
    withValue(column, value) {
      let index = buckets.get(column);
      if (index === undefined) {
        buckets.set(column, null);
        return rows.filter((row) => valueIn(column, row) === value);
      }
      if (index === null) buckets.set(column, (index = bucketRows(rows, column)));
      return index.get(value) ?? [];
    },
    close,
  };
}

function bucketRows(rows: readonly RowNumber[], column: BlockColumn): Map<SqlValue, RowNumber[]> {
  const index = new Map<SqlValue, RowNumber[]>();
  for (const row of rows) {
    const value = valueIn(column, row);
    const bucket = index.get(value);
    if (bucket) bucket.push(row);
    else index.set(value, [row]);
  }
  return index;
}
