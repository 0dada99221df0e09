import { AppError } from "../../src/base/app-error";
import type { SqlValue } from "../../src/table/column";
import type { Conditions, EstimateContext, Narrowing, NumberRange, ReadContext, RowSource, ScanRequest } from "../../src/table/row-source";
import type { Row, Table } from "../../src/table/table";

/** A table and its rows, newest first; a row has a value for every column, in their order. */
export type MemoryTable = {
  readonly table: Table;
  readonly rows: readonly Row[];
  /** Rows that a look-up finds and no listing has. */
  readonly unlistedRows?: readonly Row[];
};

export type SourceLog = {
  /** Pages and single rows asked for. */
  requests: number;
  readonly scans: ScanRequest[];
  readonly lookups: string[];
  /** What scans and look-ups were read with. */
  readonly contexts: ReadContext[];
  /** How estimates were asked for. */
  readonly estimates: EstimateContext[];
  /** Listings that were begun and neither read to their end nor closed. */
  open: number;
  /** Most requests that were under way at once. */
  mostAtOnce: number;
};

export type MemorySourceOptions = {
  readonly pageSize?: number;
  /** Called before every answer; a test can hold answers back or fail them. */
  readonly answer?: (request: number, context: ReadContext) => Promise<void>;
  /** Whether estimates tell how long listings are; so when absent. */
  readonly knowsLengths?: boolean;
  /** The moment that rows are of, milliseconds since 1970 UTC; far ahead when absent. */
  readonly asOf?: number;
};

/** Tables in memory, served page by page as a remote source would, with a log of what was asked. */
export function createMemorySource(
  tables: readonly MemoryTable[],
  options: MemorySourceOptions = {},
): RowSource & { readonly log: SourceLog } {
  const { pageSize = 100, answer = () => Promise.resolve(), asOf = Date.UTC(2100, 0, 1), knowsLengths = true } = options;
  const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");
  const byName = new Map(tables.map((one) => [plain(one.table.name), one]));
  const find = (name: string): MemoryTable => byName.get(plain(name))!;
  const log: SourceLog = { requests: 0, scans: [], lookups: [], contexts: [], estimates: [], open: 0, mostAtOnce: 0 };
  let underWay = 0;

  async function request(context: ReadContext): Promise<void> {
    log.requests++;
    context.onRequest();
    log.mostAtOnce = Math.max(log.mostAtOnce, ++underWay);
    try {
      await answer(log.requests, context);
      context.signal.throwIfAborted();
    } finally {
      underWay--;
    }
  }

  const pagesOf = (rows: readonly Row[]): number => Math.max(1, Math.ceil(rows.length / pageSize));

  /** The requests of a listing in their order, each with its rows; a nested table is listed parent by parent. */
  function repliesOf({ table, conditions, narrowing }: ScanRequest): readonly (readonly Row[])[] {
    const found = find(table.name).rows.filter(
      (row) => meets(table, row, conditions) && (!narrowing || meetsNarrowing(table, row, narrowing)),
    );
    const each = table.filters.find(({ eachOf, column }) => eachOf !== undefined && conditions.equals[column] === undefined);
    const parent = each?.eachOf === undefined ? undefined : find(each.eachOf);
    if (!each || !parent) return slices(found);
    const key = parent.table.columns.findIndex(({ name }) => name === parent.table.key);
    const reference = table.columns.findIndex(({ name }) => name === each.column);
    const children = parent.rows.flatMap((one) => slices(found.filter((row) => row[reference] === one[key])));
    return [...slices(parent.rows).map(() => []), ...children];
  }

  const slices = (rows: readonly Row[]): readonly (readonly Row[])[] =>
    Array.from({ length: pagesOf(rows) }, (_, page) => rows.slice(page * pageSize, (page + 1) * pageSize));

  async function* pages(scan: ScanRequest, context: ReadContext): AsyncGenerator<readonly Row[]> {
    const { table } = find(scan.table.name);
    for (const { column, required } of table.filters) {
      if (required && scan.conditions.equals[column] === undefined) {
        throw new AppError("SQL_FILTER_REQUIRED", `The table ${table.name} needs a condition ${column} = …`);
      }
    }
    const replies = repliesOf(scan);
    let requests = 0;
    let rows = 0;
    log.open++;
    try {
      for (const reply of replies) {
        requests++;
        await request(context);
        context.onRows?.(reply.length);
        rows += reply.length;
        if (requests === 1) context.onEstimate?.({ table: table.name, requests: exactly(replies.length) });
        yield reply.map((row) => project(table, row, scan.columns));
      }
    } finally {
      log.open--;
      context.onLoad?.({ table: table.name, kind: scan.narrowing ? "search" : "list", rows, requests, asOf, why: null });
    }
  }

  return {
    log,
    find: (name) => byName.get(plain(name))?.table,
    names: () => tables.map(({ table }) => table.name).sort(),
    scan(scan, context) {
      log.scans.push(scan);
      log.contexts.push(context);
      return pages(scan, context);
    },
    estimate(scan, context) {
      log.estimates.push(context);
      if (!knowsLengths) return Promise.resolve({ requests: null, rows: null, basis: "unknown", sent: [] });
      const replies = repliesOf(scan);
      const rows = exactly(replies.flat().length);
      return Promise.resolve({ requests: exactly(replies.length), rows, basis: "counted", sent: [] });
    },
    async lookup({ table, columns, key }, context) {
      log.lookups.push(key);
      log.contexts.push(context);
      await request(context);
      const position = table.columns.findIndex(({ name }) => name === table.key);
      const { rows, unlistedRows = [] } = find(table.name);
      const row = [...rows, ...unlistedRows].find((one) => one[position] === key);
      context.onRows?.(row ? 1 : 0);
      context.onLoad?.({ table: table.name, kind: "lookup", rows: row ? 1 : 0, requests: 1, asOf, why: null });
      return row ? project(table, row, columns) : null;
    },
  };
}

const exactly = (count: number): NumberRange => ({ least: count, most: count });

function project(table: Table, row: Row, columns: readonly string[]): Row {
  return columns.map((name) => row[table.columns.findIndex((column) => column.name === name)] ?? null);
}

function meets(table: Table, row: Row, { equals, ranges }: Conditions): boolean {
  const value = (name: string): SqlValue => row[table.columns.findIndex((column) => column.name === name)] ?? null;
  return (
    Object.entries(equals).every(([name, wanted]) => value(name) === wanted) &&
    Object.entries(ranges).every(([name, { gt, gte, lt, lte }]) => {
      const found = value(name);
      if (found === null) return false;
      const compare = (bound: SqlValue | undefined, test: (bound: string | number) => boolean): boolean =>
        bound === undefined || bound === null || test(bound);
      return (
        compare(gt, (b) => found > b) &&
        compare(gte, (b) => found >= b) &&
        compare(lt, (b) => found < b) &&
        compare(lte, (b) => found <= b)
      );
    })
  );
}

/** What a search finds; it has no case, and knows values of metadata by their whole. */
function meetsNarrowing(table: Table, row: Row, { equals, ranges, contains, metadata }: Narrowing): boolean {
  const text = (name: string): string => String(row[table.columns.findIndex((column) => column.name === name)] ?? "");
  return (
    meets(table, row, { equals, ranges }) &&
    Object.entries(contains).every(([name, part]) => text(name).toLowerCase().includes(part.toLowerCase())) &&
    Object.entries(metadata).every(
      ([key, value]) => (JSON.parse(text("metadata") || "{}") as Record<string, unknown>)[key] === value,
    )
  );
}
