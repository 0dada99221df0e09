import type { Conditions } from "../table/row-source";
import type { Access } from "./access-plan";
import { valueTypeOf } from "./declared-types";
import { demandOf, type Demand } from "./conditions";
import type { PageScan } from "./page-scan";
import type { RowNumber } from "./row-columns";
import type { RowStore } from "./row-store";

/** What an access lacks before its rows can be served. */
export type Miss = {
  readonly store: RowStore;
  readonly access: Access;
  readonly demand: Demand;
  readonly keys: readonly string[];
  readonly conjunctions: readonly Conditions[];
  /** Listings that must be read further. */
  readonly unfinished: readonly PageScan[];
  /** Pages are read little by little, because the statement may stop early. */
  readonly little: boolean;
};

/**
 * Rows for an access: always all that meet its conditions, often more, since SQLite checks again. `open` is a listing
 * with rows left, to be read further when the statement comes to the end of these.
 */
export type Served =
  { readonly rows: readonly RowNumber[]; readonly open: Miss | null } | { readonly rows: null; readonly miss: Miss };

/** Serves an access from what the run has read so far. */
export function serveRows(store: RowStore, access: Access, little: boolean): Served {
  const demand = demandOf(access);
  return demand.keys ? serveKeys(store, access, demand) : serveListings({ store, access, demand, little });
}

function serveKeys(store: RowStore, access: Access, demand: Demand): Served {
  const rows = new Set<RowNumber>();
  const missing: string[] = [];
  let listed: boolean | null = null;
  for (const key of new Set(demand.keys)) {
    const row = store.byKey(key);
    if (typeof row === "number") rows.add(row);
    else if (row === undefined) {
      listed ??= !store.table.unlisted && demand.conjunctions.every((conditions) => store.covering({ conditions, narrowing: null })?.done === true);
      if (!listed) missing.push(key);
    }
  }
  if (missing.length === 0) return { rows: [...rows], open: null };
  return {
    rows: null,
    miss: { store, access, demand, keys: missing, conjunctions: [], unfinished: [], little: false },
  };
}

type Listing = {
  readonly store: RowStore;
  readonly access: Access;
  readonly demand: Demand;
  readonly little: boolean;
};

function serveListings({ store, access, demand, little }: Listing): Served {
  const scans = demand.conjunctions.map((conditions) => ({ conditions, scan: store.covering({ conditions, narrowing: demand.narrowing }) }));
  const miss: Miss = {
    store,
    access,
    demand,
    keys: [],
    conjunctions: scans.flatMap(({ conditions, scan }) => (scan ? [] : [conditions])),
    unfinished: [...new Set(scans.flatMap(({ scan }) => (scan && !scan.done ? [scan] : [])))],
    little,
  };
  const open = little && scans.length === 1 ? scans[0]?.scan : undefined;
  if (open && !open.done) return { rows: open.rows, open: miss };
  if (miss.conjunctions.length + miss.unfinished.length > 0) return { rows: null, miss };
  const parts = scans.flatMap(({ scan }) => (scan ? [smallestPart(store, access, scan)] : []));
  const [part] = parts;
  return { rows: parts.length === 1 && part ? part : [...new Set(parts.flat())], open: null };
}

/** The fewest rows of a finished listing that still hold all that the access asks for, by its equalities. */
function smallestPart(store: RowStore, access: Access, scan: PageScan): readonly RowNumber[] {
  let smallest = scan.rows;
  access.plan.conditions.forEach(({ column, comparison }, index) => {
    const declared = access.table.columns[column];
    const value = access.arguments[index];
    if (!declared || comparison !== "eq" || value === undefined || value === null || typeof value === "object") return;
    if (typeof value !== valueTypeOf(declared)) return;
    const part = scan.withValue(store.column(column), value);
    if (part.length < smallest.length) smallest = part;
  });
  return smallest;
}
