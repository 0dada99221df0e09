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

/** A column whose value the page asks for, as Stripe lists the table for one value of it at a time. */
export type AskedColumn = {
  readonly column: string;
  /** The table that is gone through row by row when no value is given; `null`: there must be one. */
  readonly eachOf: string | null;
};

export function askedColumns({ filters }: Table): readonly AskedColumn[] {
  return filters
    .filter(({ kind, required, eachOf }) => kind === "equal" && (required === true || eachOf !== undefined))
    .map(({ column, eachOf = null }) => ({ column, eachOf }));
}
