import type { Column } from "../table/column";
import type { Table } from "../table/table";
import type { Access } from "./access-plan";
import type { Mentions } from "./dialect/mentions";
import { createKeyTrust, type KeyTrust } from "./key-trust";
import { createMissingKeys } from "./missing-keys";
import { createRowStore, type RowStore } from "./row-store";
import { serveRows, type Miss, type Served } from "./serve-rows";
import type { TableReader } from "./table-reader";

/** What one run has read so far, and what its last pass lacked. */
export type RunReader = TableReader & KeyTrust & {
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
  const missingKeys = createMissingKeys();
  let misses: Miss[] = [];
  let little: ReadonlySet<string> = new Set();
  const trust = createKeyTrust();

  function storeOf(table: Table): RowStore {
    let store = stores.get(table);
    if (!store) stores.set(table, (store = createRowStore(table, used.get(table) ?? new Set())));
    return store;
  }

  function readsLittle({ plan, planText }: Access): boolean {
    if (plan.stopsEarly) return true;
    return little.has(planText) && plan.conditions.every(({ late, comparison }) => !late && comparison !== "in");
  }

  /** The short way for the row of a join by key, which may be wanted once for each of very many rows. */
  function serve(access: Access): Served {
    const store = storeOf(access.table);
    const key = singleKeyOf(access);
    if (key === null) return serveRows(store, access, readsLittle(access));
    const row = store.byKey(key);
    if (typeof row === "number") return { rows: [row], open: null };
    if (row === null || missingKeys.has(access.plan, key)) return noRows;
    const served = serveRows(store, access, readsLittle(access));
    if (served.rows === null) missingKeys.add(store, access.plan, key);
    return served;
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
    serve,
    ...trust,
    isPassInVain: () => trust.isInDoubt() || missingKeys.isPassInVain(),
    miss: (miss) => void misses.push(miss),
    column: (table, declaredIndex) => storeOf(table).column(declaredIndex),
    takeMisses() {
      const taken = misses;
      misses = [];
      missingKeys.forget();
      return taken;
    },
    lacksRows: () => misses.length > 0,
    readLittle: (plans) => {
      little = plans;
    },
    stores: () => [...stores.values()],
  };
}

const noRows: Served = { rows: [], open: null };

/** The key when the row of that key is all that an access wants. */
function singleKeyOf({ plan, arguments: [value] }: Access): string | null {
  return plan.byKey && typeof value === "string" ? value : null;
}

function isMentioned({ name, hidden }: Column, { names, unnamed }: Mentions): boolean {
  return (unnamed && !hidden) || names.has(name.toLowerCase());
}
