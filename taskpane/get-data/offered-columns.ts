import type { Column } from "../../src/table/column";
import type { Table } from "../../src/table/table";

/** Columns that a person may pick: the default ones first, in their order, then the others as declared. */
export function offeredColumns(table: Table): readonly Column[] {
  const visible = table.columns.filter((column) => !column.hidden);
  const first = table.defaultColumns.flatMap((name) => visible.filter((column) => column.name === name));
  return [...first, ...visible.filter((column) => !table.defaultColumns.includes(column.name))];
}

/** The picked names in the order they are offered, whatever the order they were picked in. */
export function inOfferedOrder(table: Table, picked: readonly string[]): readonly string[] {
  return offeredColumns(table)
    .map(({ name }) => name)
    .filter((name) => picked.includes(name));
}

/** Columns whose value must be known before the table can be listed. */
export function requiredColumns(table: Table): readonly string[] {
  return table.filters.filter(({ kind, required }) => kind === "equal" && required).map(({ column }) => column);
}
