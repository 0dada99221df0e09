import type { Conditions, Extent, Narrowing, ScanRequest } from "../table/row-source";
import type { RowStore } from "./row-store";

/** A listing that a run wants. */
export type ListFetch = {
  readonly store: RowStore;
  readonly conditions: Conditions;
  /** Only rows that meet it are needed; `null` when all of the conditions are. */
  readonly narrowing: Narrowing | null;
  readonly extent: Extent;
};

/** What the source is asked for. */
export function scanRequest({ store, conditions, narrowing, extent }: ListFetch): ScanRequest {
  const { table, columns } = store;
  return { table, columns, conditions, extent, ...(narrowing ? { narrowing } : {}) };
}
