import type { TableContent } from "../../ports";
import type { ColumnFormat } from "../column-formats";
import type { RefreshPlan } from "./plan-refresh";
import type { StandingTable } from "./standing-table";

/**
 * Formats for cells that are new: appended rows, and all rows of new columns. Cells that were there keep what a person made of
 * them; only a table that never held a row gets the formats that follow its values.
 */
export function newFormats({ formats }: TableContent, plan: RefreshPlan, table: StandingTable): readonly ColumnFormat[] {
  const { placement, positions, size } = plan;
  return formats.flatMap((format, column) => {
    const at = positions[column];
    if (format === null || at === undefined) return [];
    const isNew = at >= table.columns.length || (typeof format !== "string" && placement.used === 0);
    const row = isNew ? 0 : table.bodyRows;
    const rows = size.rows - row;
    if (rows <= 0) return [];
    return [{ at, row, rows, format: typeof format === "string" ? format : rowFormats(format, plan, { row, rows }) }];
  });
}

function rowFormats(format: readonly string[], { placement }: RefreshPlan, { row, rows }: { readonly row: number; readonly rows: number }): readonly string[] {
  const found = Array.from({ length: rows }, () => "General");
  placement.places.forEach((place, index) => {
    if (place >= row) found[place - row] = format[index] ?? "General";
  });
  return found;
}
