import type { BlockColumn, RowBlock } from "../table/row-block";
import type { Table } from "../table/table";
import { conditionsKey, implies } from "../table/conditions";
import { narrowingKey } from "./narrowing";
import type { PageScan, ScanSubject } from "./page-scan";
import { createRowColumns, type RowNumber } from "./row-columns";
import { createRowIdentity, type Admission } from "./row-identity";

/** What one run has read of one table. */
export type RowStore = {
  readonly table: Table;
  /** Names of the columns that every row of this store holds, in order. */
  readonly columns: readonly string[];
  /** The values of a declared column by row number; empty when the statement does not use it. It grows with the rows. */
  column(declaredIndex: number): BlockColumn;
  readonly scans: readonly PageScan[];
  addScan(scan: PageScan): void;
  /** A listing that holds every row of the subject: one that is read to its end, or one of exactly these conditions. */
  covering(subject: ScanSubject): PageScan | undefined;
  /** The row with this key, `null` when the source has none, `undefined` when nobody asked. */
  byKey(key: string): RowNumber | null | undefined;
  rememberKey(key: string, row: RowBlock | null): void;
  /** How many keys were remembered. */
  readonly lookups: number;
  /** Makes what takes in the rows of one listing. */
  admission(): Admission;
};

/** @param used the columns that the statement uses, by declared index. */
export function createRowStore(table: Table, used: ReadonlySet<number>): RowStore {
  const chosen = table.columns
    .map((column, index) => ({ name: column.name, index }))
    .filter(({ name, index }) => used.has(index) || name === table.key);
  const positions = new Array<number>(table.columns.length).fill(-1);
  chosen.forEach(({ index }, position) => (positions[index] = position));
  const scans: PageScan[] = [];
  let lookups = 0;
  const rows = createRowColumns(chosen.length);
  const identity = createRowIdentity(rows, chosen.findIndex(({ name }) => name === table.key));
  return {
    table,
    columns: chosen.map(({ name }) => name),
    column: (declaredIndex) => rows.column(positions[declaredIndex] ?? -1),
    scans,
    addScan: (scan) => void scans.push(scan),
    covering({ conditions, narrowing }) {
      const key = conditionsKey(conditions);
      const narrow = narrowingKey(narrowing);
      const usable = scans.filter((scan) => scan.narrowing === null || narrowingKey(scan.narrowing) === narrow);
      return (
        usable.find((scan) => scan.done && implies(conditions, scan.conditions)) ??
        usable.find((scan) => conditionsKey(scan.conditions) === key)
      );
    },
    byKey: identity.byKey,
    rememberKey(key, row) {
      lookups++;
      identity.rememberKey(key, row);
    },
    get lookups() {
      return lookups;
    },
    admission: identity.admission,
  };
}
