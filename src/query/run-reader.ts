import type { Column } from "../table/column";
import type { Table } from "../table/table";
import type { Access } from "./access-plan";
import type { Mentions } from "./dialect/mentions";
import { createRowStore, type RowStore } from "./row-store";
import { serveRows, type Miss } from "./serve-rows";
import type { TableReader } from "./virtual-table";

/** What one run has read so far, and what its last pass lacked. */
export type RunReader = TableReader & {
  /** What the last pass lacked; asking empties it. */
  takeMisses(): readonly Miss[];
  /** Whether the pass that is going on lacks something already. */
  lacksRows(): boolean;
  /** From now on accesses of these plans read little by little, since the statement may stop early. */
  readLittle(plans: ReadonlySet<string>): void;
  stores(): readonly RowStore[];
};

/** The bit of `colUsed` that all later columns share (https://www.sqlite.org/vtab.html#the_colused_field). */
const sharedBit = 63;

/** Makes the reader of one run. Of columns that share a bit those count as used that the statement can be about. */
export function createRunReader(mentions: Mentions): RunReader {
  const used = new Map<Table, Set<number>>();
  const stores = new Map<Table, RowStore>();
  let misses: Miss[] = [];
  let little: ReadonlySet<string> = new Set();

  function storeOf(table: Table): RowStore {
    let store = stores.get(table);
    if (!store) stores.set(table, (store = createRowStore(table, used.get(table) ?? new Set())));
    return store;
  }

  function readsLittle({ plan, planText }: Access): boolean {
    if (plan.stopsEarly) return true;
    return little.has(planText) && plan.conditions.every(({ late, comparison }) => !late && comparison !== "in");
  }

  return {
    useColumns(table, bits) {
      const columns = used.get(table) ?? new Set<number>();
      used.set(table, columns);
      table.columns.forEach((column, index) => {
        const bit = (bits >> BigInt(Math.min(index, sharedBit))) & 1n;
        if (bit && (index < sharedBit || isMentioned(column, mentions))) columns.add(index);
      });
    },
    serve: (access) => serveRows(storeOf(access.table), access, readsLittle(access)),
    miss: (miss) => void misses.push(miss),
    rowNumber: (table, row) => storeOf(table).rowNumber(row),
    position: (table, declaredIndex) => storeOf(table).position(declaredIndex),
    takeMisses() {
      const taken = misses;
      misses = [];
      return taken;
    },
    lacksRows: () => misses.length > 0,
    readLittle: (plans) => {
      little = plans;
    },
    stores: () => [...stores.values()],
  };
}

function isMentioned({ name, hidden }: Column, { names, unnamed }: Mentions): boolean {
  return (unnamed && !hidden) || names.has(name.toLowerCase());
}
