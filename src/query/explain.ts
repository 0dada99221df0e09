import type { AccessPlan } from "./access-plan";
import type { Database } from "./database";
import type { Rewritten } from "./dialect/rewrite";
import type { PlannedAccess } from "./engine-api";
import { createRunReader } from "./run-reader";
import type { RowSource } from "../table/row-source";
import type { Table } from "../table/table";

/** Reads the accesses that SQLite's planner chose; nothing is asked of the source. */
export function explainAccesses(
  { turns, compiler }: Database,
  statement: Rewritten,
  source: Pick<RowSource, "find">,
): readonly PlannedAccess[] {
  const details = turns.take(createRunReader(), () => compiler.explain(statement, "EXPLAIN QUERY PLAN"));
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
  const local = new Set<string>();
  for (const { column, comparison } of plan.conditions) {
    const name = table.columns[column]?.name;
    if (name === undefined) continue;
    const kind = comparison === "eq" || comparison === "in" ? undefined : "range";
    const isPushed = name === table.key || table.filters.some((filter) => filter.column === name && (!kind || filter.kind === kind));
    (isPushed ? pushed : local).add(name);
  }
  const dependent = plan.conditions.some(({ late }) => late);
  return { table: plan.table, pushed: [...pushed], local: [...local], dependent, stopsEarly: plan.stopsEarly };
}
