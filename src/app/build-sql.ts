import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { quoteName } from "./quote-name";

/** What a person picked in the pane. */
export type Selection = { readonly table: Table; readonly columns: readonly string[] };

/**
 * The SELECT for a selection. Money is selected in major units under its own name; raw SQL that a person writes keeps
 * minor units.
 */
export function buildSql({ table, columns }: Selection): string {
  const list = columns.map((name) => selectItem(table, name)).join(", ");
  return `SELECT ${list} FROM ${quoteName(table.name)}`;
}

function selectItem(table: Table, name: string): string {
  const twin = majorTwin(table.columns, name);
  return twin === undefined ? quoteName(name) : `${quoteName(twin)} AS ${quoteName(name)}`;
}

/** The hidden column that holds the same money in major units. */
function majorTwin(columns: readonly Column[], name: string): string | undefined {
  const isMoney = columns.some((column) => column.name === name && column.type === "money");
  return isMoney ? columns.find((column) => column.name === `${name}_major` && column.type === "moneyMajor")?.name : undefined;
}
