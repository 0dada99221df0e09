import { AppError } from "../../src/base/app-error";
import type { SqlValue } from "../../src/table/column";
import type { Conditions, ReadContext, RowSource, ScanRequest } from "../../src/table/row-source";
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
  /** Listings that were begun and neither read to their end nor closed. */
  open: number;
  /** Most requests that were under way at once. */
  mostAtOnce: number;
};

export type MemorySourceOptions = {
  readonly pageSize?: number;
  /** Called before every answer; a test can hold answers back or fail them. */
  readonly answer?: (request: number, context: ReadContext) => Promise<void>;
};

/** Tables in memory, served page by page as a remote source would, with a log of what was asked. */
export function createMemorySource(
  tables: readonly MemoryTable[],
  options: MemorySourceOptions = {},
): RowSource & { readonly log: SourceLog } {
  const { pageSize = 100, answer = () => Promise.resolve() } = options;
  const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");
  const byName = new Map(tables.map((one) => [plain(one.table.name), one]));
  const log: SourceLog = { requests: 0, scans: [], lookups: [], open: 0, mostAtOnce: 0 };
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

  async function* pages(scan: ScanRequest, context: ReadContext): AsyncGenerator<readonly Row[]> {
    const { table, rows } = byName.get(plain(scan.table.name))!;
    for (const { column, required } of table.filters) {
      if (required && scan.conditions.equals[column] === undefined) {
        throw new AppError("SQL_FILTER_REQUIRED", `The table ${table.name} needs a condition ${column} = …`);
      }
    }
    const found = rows.filter((row) => meets(table, row, scan.conditions));
    log.open++;
    try {
      for (let start = 0; start === 0 || start < found.length; start += pageSize) {
        await request(context);
        yield found.slice(start, start + pageSize).map((row) => project(table, row, scan.columns));
      }
    } finally {
      log.open--;
    }
  }

  return {
    log,
    find: (name) => byName.get(plain(name))?.table,
    names: () => tables.map(({ table }) => table.name).sort(),
    scan(scan, context) {
      log.scans.push(scan);
      return pages(scan, context);
    },
    estimate: () => Promise.resolve({ requests: null, rows: null, basis: "unknown", sent: [] }),
    async lookup({ table, columns, key }, context) {
      log.lookups.push(key);
      await request(context);
      const position = table.columns.findIndex(({ name }) => name === table.key);
      const { rows, unlistedRows = [] } = byName.get(plain(table.name))!;
      const row = [...rows, ...unlistedRows].find((one) => one[position] === key);
      return row ? project(table, row, columns) : null;
    },
  };
}

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
