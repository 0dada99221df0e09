import type { SortField, TableRefresh } from "../../ports";
import type { RefreshPlan } from "./plan-refresh";

type Planned = Pick<RefreshPlan, "placement" | "cells">;

const mayStandElsewhere = ({ cells }: Planned, order: readonly SortField[]): boolean =>
  cells.added > 0 || cells.rows.some((row) => order.some(({ column }) => (row?.[column] ?? null) !== null));

/**
 * What the table is sorted by after a refresh: nothing where each row stands as before, since a person may have sorted it
 * another way meanwhile. Rows that were replaced in order stand right already.
 */
export function fieldsToSort({ order }: Pick<TableRefresh, "order">, planned: Planned): readonly SortField[] {
  if (order === "unknown" || planned.placement.placed === "position") return [];
  return mayStandElsewhere(planned, order) ? order : [];
}

/** What a person should know where new rows came last though the query orders its rows. */
export function orderNote({ order }: Pick<TableRefresh, "order">, { placement, cells }: Planned): string | null {
  const lost = order === "unknown" && placement.placed === "key" && cells.added > 0;
  return lost ? "New rows came last: Excel can repeat an ORDER BY only where it names columns of the result." : null;
}
