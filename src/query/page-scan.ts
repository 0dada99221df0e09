import type { SqlValue } from "../table/column";
import type { Conditions, Extent, Narrowing } from "../table/row-source";
import type { Row } from "../table/table";

/** What a listing was asked for. */
export type ScanSubject = { readonly conditions: Conditions; readonly narrowing: Narrowing | null };

/** The rows of one listing, read page by page as far as somebody needed them. */
export type PageScan = ScanSubject & {
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

/**
 * Opens a listing; nothing is asked of the source before the first {@link PageScan.read}. One that was read little by
 * little and is wanted as a whole begins anew, because only then may the source read it in parallel: that costs as many
 * requests again as were sent so far, and saves the time of all others.
 */
export function createPageScan(subject: ScanSubject, open: (extent: Extent) => AsyncIterable<readonly Row[]>): PageScan {
  /** `null`: values of this position were asked for once, for which an index does not pay. */
  const buckets = new Map<number, Map<SqlValue, Row[]> | null>();
  let rows: Row[] = [];
  let opened: { readonly extent: Extent; readonly iterator: AsyncIterator<readonly Row[]> } | null = null;
  let pages = 0;
  let done = false;

  async function close(): Promise<void> {
    if (!done) await opened?.iterator.return?.();
  }

  async function openFor(count: number): Promise<AsyncIterator<readonly Row[]>> {
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
    withValue(position, value) {
      let index = buckets.get(position);
      if (index === undefined) {
        buckets.set(position, null);
        return rows.filter((row) => row[position] === value);
      }
      if (index === null) buckets.set(position, (index = bucketRows(rows, position)));
      return index.get(value) ?? [];
    },
    close,
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
