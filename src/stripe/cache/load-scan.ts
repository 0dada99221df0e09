import { conditionsKey } from "../../table/conditions";
import type { Freshness } from "../../table/row-source";
import type { ColumnPlan } from "../declare-columns";
import { listAll } from "./list-all";
import type { RefreshScan } from "./refresh-scan";
import type { ScanTools } from "./scan-tools";
import type { Loaded, Loading } from "./shared-load";
import type { Wanted } from "./wanted";

export type LoadScanTools = ScanTools & { readonly refresh: RefreshScan };

/** Reads a whole scan: what changed since it was last read, or everything. What came is kept. */
export async function loadScan(
  tools: LoadScanTools,
  { wanted, freshness }: { readonly wanted: Wanted; readonly freshness: Freshness },
  loading: Loading,
): Promise<Loaded> {
  const [slot] = freshness.reload ? [] : tools.memory.covering(wanted);
  const refreshed = slot === undefined ? { why: null } : await tools.refresh(slot, { wanted, freshness }, loading.context);
  if ("kept" in refreshed) {
    const { rows, order, asOf, reasons } = refreshed.kept;
    for (const reason of reasons) loading.context.onPartial?.(reason);
    loading.context.onRows?.(order.length);
    loading.arrive({ rows, order });
    return { kind: "changes", asOf, why: null };
  }
  const listing = { ...wanted, columns: withCheapColumns(tools, wanted), extent: "all" as const };
  const kept = await listAll(tools, listing, loading);
  tools.memory.keep(kept);
  return { kind: "list", asOf: kept.asOf, why: freshness.reload ? "A full reload was asked for." : refreshed.why };
}

/** Objects that the rows have anyway, and that somebody used before, are kept again, so that two queries do not take turns. */
function withCheapColumns({ memory }: ScanTools, { plan, conditions, columns }: Wanted): readonly ColumnPlan[] {
  const key = conditionsKey(conditions);
  const alike = memory.covering({ plan, conditions, columns: [] }).filter(({ kept }) => conditionsKey(kept.conditions) === key);
  const cheap = alike.flatMap(({ kept }) => kept.columns.filter(({ source, expand }) => source.from === "value" && !source.value.list && expand === undefined));
  return [...new Set([...columns, ...cheap])];
}
