import type { TableLoad } from "../table/query-result";

/** One entry a table and kind: rows and requests together, as of the oldest, and the first reason. */
export function mergeLoads(loads: readonly TableLoad[]): readonly TableLoad[] {
  const merged = new Map<string, TableLoad>();
  for (const load of loads) {
    const place = `${load.kind} ${load.table}`;
    const before = merged.get(place);
    merged.set(place, before ? together(before, load) : load);
  }
  return [...merged.values()];
}

function together(one: TableLoad, other: TableLoad): TableLoad {
  return {
    ...one,
    rows: one.rows + other.rows,
    requests: one.requests + other.requests,
    asOf: Math.min(one.asOf, other.asOf),
    why: one.why ?? other.why,
  };
}
