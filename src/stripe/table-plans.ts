import { catalogTables, findCatalogTable } from "../catalog/catalog";
import type { CatalogTable } from "../catalog/catalog-table";
import { judgementOf } from "../catalog/judgement";
import { createDecoders } from "./decode-value";
import type { ColumnPlan } from "./declare-columns";
import { declareTable, type TablePlan, type TableTools } from "./declare-table";
import type { TimeZone } from "./time-zone";

/** The tables of a connection, each declared when it is first asked for. */
export interface TablePlans {
  find(name: string): TablePlan | undefined;
  /** The plan of a table that {@link find} gave, and those of its columns. */
  reading(request: { readonly table: { readonly name: string }; readonly columns: readonly string[] }): TableReading;
}

export type TableReading = { readonly plan: TablePlan; readonly columns: readonly ColumnPlan[] };

/** Makes {@link TablePlans}. `search`: conditions that only Stripe's search takes are offered too. */
export function createTablePlans(zone: TimeZone, search: boolean): TablePlans {
  const tools: TableTools = { zone, decoders: createDecoders(zone), tableOf: tableOfResource(), ...(search ? { search } : {}) };
  const declared = new Map<CatalogTable, TablePlan>();

  function find(name: string): TablePlan | undefined {
    const catalog = findCatalogTable(name);
    if (catalog === undefined) return undefined;
    const plan = declared.get(catalog) ?? declareTable(catalog, judgementOf(catalog), tools);
    declared.set(catalog, plan);
    return plan;
  }

  return {
    find,
    reading({ table, columns }) {
      const plan = find(table.name);
      if (plan === undefined) throw new Error(`not a table of this source: ${table.name}`);
      return { plan, columns: columns.map((name) => columnOf(plan, name)) };
    },
  };
}

function columnOf(plan: TablePlan, name: string): ColumnPlan {
  const found = plan.columns.get(name);
  if (found === undefined) throw new Error(`not a column of ${plan.table.name}: ${name}`);
  return found;
}

/** The top-level table of a resource: the one whose rows its ids name. */
function tableOfResource(): (resource: string) => string | undefined {
  const tables = new Map<string, string>();
  for (const table of catalogTables()) {
    if (table.parents.length === 0 && table.retrieve !== null && table.kind === "list" && !tables.has(table.resource)) {
      tables.set(table.resource, table.name);
    }
  }
  return (resource) => tables.get(resource);
}
