import { conditionsKey, implies } from "../../table/conditions";
import type { Conditions } from "../../table/row-source";
import type { ColumnPlan } from "../declare-columns";
import type { TablePlan } from "../declare-table";
import { holds } from "./kept-rows";
import type { KeptScan } from "./kept-scan";
import type { Kept, MemoryLimit } from "./memory-limit";
import { covers, type Wanted } from "./wanted";

/** The place of a kept scan: a refresh puts a newer one in it. */
export type ScanSlot = Kept & { kept: KeptScan };

/** What listing took before. */
export type ListingCount = { readonly requests: number; readonly rows: number };

/** The scans of a connection that are kept in memory. */
export interface ScanMemory {
  /** Kept scans that cover what is wanted, the newest first. */
  covering(wanted: Wanted): readonly ScanSlot[];
  /** Kept scans of a table that have these columns, whatever their conditions, the newest first. */
  holding(plan: TablePlan, columns: readonly ColumnPlan[]): readonly ScanSlot[];
  /** Keeps a scan in the place of those that it makes needless. */
  keep(kept: KeptScan): void;
  /** Puts a newer state of a scan in its place, and in that of those that it makes needless. */
  renew(slot: ScanSlot, kept: KeptScan): void;
  use(slot: ScanSlot): void;
  /** What listing took when it was last done, even when the rows are not kept any more. */
  counted(plan: TablePlan, conditions: Conditions): ListingCount | null;
}

/** Listings whose counts are remembered. */
const mostCounts = 1_000;

/** Makes a {@link ScanMemory} within a limit that others share. */
export function createScanMemory(memory: MemoryLimit): ScanMemory {
  const slots = new Set<ScanSlot>();
  const counts = new Map<string, ListingCount>();

  function open(kept: KeptScan): ScanSlot {
    const slot: ScanSlot = { kept, bytes: () => sizeOf(slot.kept), dropped: () => void slots.delete(slot) };
    return slot;
  }

  function keep(slot: ScanSlot): void {
    slots.add(slot);
    memory.use(slot);
  }

  function newestOf(accept: (slot: ScanSlot) => boolean): readonly ScanSlot[] {
    return [...slots].filter(accept).sort((a, b) => b.kept.asOf - a.kept.asOf);
  }

  function close(slot: ScanSlot): void {
    slots.delete(slot);
    memory.release(slot);
  }

  function count({ plan, conditions, listRequests, order }: KeptScan): void {
    const key = countKey(plan, conditions);
    counts.delete(key);
    counts.set(key, { requests: listRequests, rows: order.length });
    for (const oldest of counts.keys()) if (counts.size > mostCounts) counts.delete(oldest);
  }

  return {
    covering: (wanted) => newestOf(({ kept }) => covers(kept, wanted)),
    holding: (plan, columns) => newestOf(({ kept }) => kept.plan === plan && holds(kept.held, columns)),
    keep(kept) {
      for (const slot of slots) if (makesNeedless(kept, slot.kept)) close(slot);
      keep(open(kept));
      count(kept);
    },
    renew(slot, kept) {
      slot.kept = kept;
      for (const other of slots) if (other !== slot && makesNeedless(kept, other.kept)) close(other);
      // A listing that began later may have come meanwhile.
      if ([...slots].some((other) => other !== slot && makesNeedless(other.kept, kept))) close(slot);
      else keep(slot);
    },
    use: (slot) => keep(slot),
    counted: (plan, conditions) => counts.get(countKey(plan, conditions)) ?? null,
  };
}

function countKey({ table }: TablePlan, conditions: Conditions): string {
  return `${table.name} ${conditionsKey(conditions)}`;
}

function makesNeedless(newer: KeptScan, older: KeptScan): boolean {
  return (
    newer.plan === older.plan &&
    newer.asOf >= older.asOf &&
    implies(older.conditions, newer.conditions) &&
    [...older.held].every((name) => newer.held.has(name))
  );
}

function sizeOf({ rows, order }: KeptScan): number {
  return rows.bytes() + order.byteLength;
}
