import type { TableRefresh } from "../platform/ports";
import type { QueryResult } from "../table/query-result";
import type { AnsweredQuery, QueryDefinition } from "./app-api";
import { keyKinds } from "./key-kinds";
import { resultOrder } from "./result-order";
import { columnValues } from "./to-cells";
import { type FindTable, formatsByRow, toTableContent } from "./to-table-content";

/** When the refresh happens, and which table it is for. */
export type RefreshOf = { readonly definition: Pick<QueryDefinition, "sql" | "columns" | "deletesGone">; readonly now: number };

/** New rows for the table of a query: told apart by the keys of Stripe's tables, where the result shows them. */
export function toTableRefresh(result: QueryResult & Pick<AnsweredQuery, "readOn">, { definition, now }: RefreshOf, findTable: FindTable): TableRefresh {
  return {
    content: toTableContent(result, findTable),
    formatOf: formatsByRow(result, findTable),
    columns: definition.columns ?? [],
    ...keyOf(result, findTable),
    ...gapsOf(result),
    order: orderOf(result, definition),
    gone: definition.deletesGone ? "delete" : "mark",
    goneSince: result.readOn ?? new Date(now).toISOString().slice(0, 10),
  };
}

function orderOf({ columns }: QueryResult, { sql }: Pick<QueryDefinition, "sql">): TableRefresh["order"] {
  const order = resultOrder(sql, columns.map(({ name }) => name));
  if (order.kind === "unknown") return "unknown";
  return order.kind === "columns" ? order.fields : [];
}

/** The columns of a result that are the key of the table that they come from, unchanged. */
function keyOf(result: QueryResult, findTable: FindTable): Pick<TableRefresh, "key" | "kindOf"> {
  const columns = result.columns.flatMap(({ origin }, index) =>
    origin !== null && findTable(origin.table)?.key === origin.column ? [{ index, table: origin.table, values: columnValues(result, index) }] : [],
  );
  return { key: columns.map(({ index }) => index), kindOf: keyKinds(columns) };
}

/**
 * A table of the first rows shows those of today, so that it does not grow for ever. Of a result that lacks rows for any other reason
 * nobody can tell which are gone, and which are only not shown.
 */
function gapsOf({ reasons }: QueryResult): Pick<TableRefresh, "inOrder" | "lacks"> {
  if (reasons.length === 0) return {};
  if (reasons.every(({ code }) => code === "ROW_LIMIT")) return { inOrder: "only the first rows are shown" };
  return { lacks: reasons.map(({ message }) => message).join(" ") };
}
