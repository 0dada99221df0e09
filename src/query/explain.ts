import type { Column } from "../table/column";
import type { RowSource } from "../table/row-source";
import type { Table } from "../table/table";
import { type AccessPlan, type Comparison, isForSearch } from "./access-plan";
import type { Database } from "./database";
import type { Rewritten } from "./dialect/rewrite";
import type { PlannedAccess, PlannedRead } from "./engine-api";
import type { Fetch } from "./plan-fetches";
import { createRunReader } from "./run-reader";
import { scanRequest } from "./scan-request";
import { listedFilters } from "./table-filters";

/** Reads the accesses that SQLite's planner chose; nothing is asked of the source. */
export function explainAccesses(
  { turns, compiler }: Database,
  statement: Rewritten,
  source: Pick<RowSource, "find">,
): readonly PlannedAccess[] {
  const details = turns.take(createRunReader(statement.mentions), () => compiler.explain(statement, "EXPLAIN QUERY PLAN"));
  return details.flatMap(([, , , detail]) => {
    const encoded = /VIRTUAL TABLE INDEX \d+:(\{.*\})/.exec(String(detail))?.[1];
    if (encoded === undefined) return [];
    const plan = JSON.parse(encoded) as AccessPlan;
    const table = source.find(plan.table);
    return table ? [describeAccess(plan, table)] : [];
  });
}

function describeAccess(plan: AccessPlan, table: Table): PlannedAccess {
  const pushed = new Set<string>();
  const local = new Set(plan.checked.flatMap((index) => table.columns[index]?.name ?? []));
  for (const condition of plan.conditions) {
    const column = table.columns[condition.column];
    if (column) (isPushed(table, column, condition.comparison) ? pushed : local).add(column.name);
  }
  const dependent = plan.conditions.some(({ late }) => late);
  return { table: plan.table, pushed: [...pushed], local: [...local], dependent, stopsEarly: plan.stopsEarly };
}

function isPushed(table: Table, column: Column, comparison: Comparison): boolean {
  if (comparison === "eq" || comparison === "in") return column.name === table.key || listedFilters(table, column).length > 0;
  return !isForSearch(comparison) && listedFilters(table, column).some(({ kind }) => kind === "range");
}

/** What the fetches of a first pass would ask of the source. */
export function describeReads(fetches: readonly Fetch[]): readonly PlannedRead[] {
  const keys = new Map<string, number>();
  const scans: PlannedRead[] = [];
  for (const fetch of fetches) {
    if (fetch.kind === "list") scans.push({ kind: "scan", request: scanRequest(fetch), rowsWanted: fetch.rowsWanted });
    else if (fetch.kind === "lookup") keys.set(fetch.store.table.name, (keys.get(fetch.store.table.name) ?? 0) + 1);
  }
  return [...scans, ...Array.from(keys, ([table, count]): PlannedRead => ({ kind: "lookup", table, keys: count }))];
}
