import type { SqlValue } from "../table/column";
import type { Row, Table } from "../table/table";
import { conditionsKey, implies } from "../table/conditions";
import { narrowingKey } from "./narrowing";
import type { PageScan, ScanSubject } from "./page-scan";

/** What one run has read of one table. */
export type RowStore = {
  readonly table: Table;
  /** Names of the columns that every row of this store holds, in order. */
  readonly columns: readonly string[];
  /** Where a declared column is in the rows; -1 when the statement does not use it. */
  position(declaredIndex: number): number;
  readonly scans: readonly PageScan[];
  addScan(scan: PageScan): void;
  /** A listing that holds every row of the subject: one that is read to its end, or one of exactly these conditions. */
  covering(subject: ScanSubject): PageScan | undefined;
  /** The row with this key, `null` when the source has none, `undefined` when nobody asked. */
  byKey(key: string): Row | null | undefined;
  rememberKey(key: string, row: Row | null): void;
  /** How many keys were remembered. */
  readonly lookups: number;
  /** Makes the filter for one listing's pages: rows seen before become the same object, repeated ones go. */
  admission(): (page: readonly Row[]) => readonly Row[];
  /** A number that stays with a row for the whole run. */
  rowNumber(row: Row): number;
};

/** @param used the columns that the statement uses, by declared index. */
export function createRowStore(table: Table, used: ReadonlySet<number>): RowStore {
  const chosen = table.columns
    .map((column, index) => ({ name: column.name, index }))
    .filter(({ name, index }) => used.has(index) || name === table.key);
  const positions = new Array<number>(table.columns.length).fill(-1);
  chosen.forEach(({ index }, position) => (positions[index] = position));
  const scans: PageScan[] = [];
  const numbers = new WeakMap<Row, number>();
  let lastNumber = 0;
  let lookups = 0;
  const identity =
    table.key === null
      ? createContentIdentity()
      : createKeyIdentity(chosen.findIndex(({ name }) => name === table.key));
  return {
    table,
    columns: chosen.map(({ name }) => name),
    position: (declaredIndex) => positions[declaredIndex] ?? -1,
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
    rowNumber(row) {
      const known = numbers.get(row);
      if (known !== undefined) return known;
      numbers.set(row, ++lastNumber);
      return lastNumber;
    },
  };
}

type Identity = Pick<RowStore, "byKey" | "rememberKey" | "admission">;

/** Rows of a table with a key: equal keys are one row, and the version that came first stays for the whole run. */
function createKeyIdentity(keyPosition: number): Identity {
  const rows = new Map<SqlValue, Row | null>();
  return {
    byKey: (key) => rows.get(key),
    rememberKey: (key, row) => void rows.set(key, row),
    admission() {
      const seen = new Set<SqlValue>();
      return (page) =>
        page.flatMap((row) => {
          const key = row[keyPosition] ?? null;
          if (seen.has(key)) return [];
          seen.add(key);
          const known = rows.get(key);
          if (known) return [known];
          rows.set(key, row);
          return [row];
        });
    },
  };
}

/**
 * Rows of a table without a key: the n-th row with some content is the same row in every listing. Conditions are about
 * the content only, so rows of equal content are always listed together.
 */
function createContentIdentity(): Identity {
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
