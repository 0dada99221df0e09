import type { ExcelState } from "./excel-state";
import { tableById } from "./find-areas";

type TableSelf = { readonly state: ExcelState; readonly tableId: string };

/** Ids stay with their columns when others are put between or taken away; a table that grew gets new ones at its right end. */
export function columnIds({ state, tableId }: TableSelf): readonly number[] {
  const { columns } = tableById(state, tableId).area;
  const { ids, last } = state.columnIds.get(tableId) ?? { ids: [], last: 0 };
  const more = Math.max(0, columns - ids.length);
  const now = [...ids.slice(0, columns), ...Array.from({ length: more }, (_, index) => last + 1 + index)];
  state.columnIds.set(tableId, { ids: now, last: last + more });
  return now;
}

/** To be called before the table changes its width: takes a column's id out, or puts a new one in. */
export function changeColumnIds(self: TableSelf, index: number, change: "insert" | "delete"): void {
  const ids = [...columnIds(self)];
  const { last = 0 } = self.state.columnIds.get(self.tableId) ?? {};
  if (change === "delete") ids.splice(index, 1);
  else ids.splice(index, 0, last + 1);
  self.state.columnIds.set(self.tableId, { ids, last: change === "insert" ? last + 1 : last });
}
