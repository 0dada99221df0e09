import type { TableRefresh } from "../platform/ports";
import type { QueryResult } from "../table/query-result";
import type { QueryDefinition } from "./app-api";
import { resultOrder } from "./result-order";
import { type FindTable, toTableContent } from "./to-table-content";

/** When the refresh happens, and which table it is for. */
export type RefreshOf = { readonly definition: Pick<QueryDefinition, "sql" | "columns" | "deletesGone">; readonly now: number };

/** New rows for the table of a query: told apart by the keys of Stripe's tables, where the result shows them. */
export function toTableRefresh(result: QueryResult, { definition, now }: RefreshOf, findTable: FindTable): TableRefresh {
  return {
    content: toTableContent(result, findTable),
    columns: definition.columns ?? [],
    // Of a partial result nobody can tell which rows are gone, and which are only not shown.
    key: result.complete ? keyColumns(result, findTable) : [],
    order: orderOf(result, definition),
    gone: definition.deletesGone ? "delete" : "mark",
    goneSince: new Date(now).toISOString().slice(0, 10),
  };
}

function orderOf({ columns }: QueryResult, { sql }: Pick<QueryDefinition, "sql">): TableRefresh["order"] {
  const order = resultOrder(sql, columns.map(({ name }) => name));
  if (order.kind === "unknown") return "unknown";
  return order.kind === "columns" ? order.fields : [];
}

/** The columns of a result that are the key of the table that they come from, unchanged. */
function keyColumns({ columns }: QueryResult, findTable: FindTable): readonly number[] {
  return columns.flatMap(({ origin }, index) => (origin !== null && findTable(origin.table)?.key === origin.column ? [index] : []));
}
