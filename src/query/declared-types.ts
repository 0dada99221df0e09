import type { Column, ColumnType } from "../table/column";
import type { Table } from "../table/table";

/**
 * The type name under which each column is declared to SQLite. The name survives aliases, views and subqueries, so that
 * the result knows its types; the letters in it choose the affinity (https://www.sqlite.org/datatype3.html#affinity_name_examples):
 * TEXT for timestamps (`DATETIME` would be NUMERIC and compare wrong), INTEGER for money and booleans.
 */
const declaredNames: Readonly<Record<ColumnType, string>> = {
  text: "TEXT",
  integer: "INTEGER",
  real: "REAL",
  boolean: "BOOLEAN_INT",
  timestamp: "TIMESTAMP_TEXT",
  money: "MONEY_INT",
  moneyMajor: "MONEY_REAL",
  json: "JSON_TEXT",
};

const typesByName = new Map(Object.entries(declaredNames).map(([type, name]) => [name, type as ColumnType]));

/** The column type that a declared type name stands for; `null` for names that are not ours. */
export function columnTypeOf(declaredName: string | null): ColumnType | null {
  return (declaredName !== null && typesByName.get(declaredName)) || null;
}

/** The JavaScript type of a column's values, `null` aside. */
export function valueTypeOf(column: Column): "string" | "number" {
  return column.type === "text" || column.type === "timestamp" || column.type === "json" ? "string" : "number";
}

/** Whether whole numbers of a column are fractions all the same: half of 25 dollars is 12.5. */
export function isReal(column: Column | undefined): boolean {
  return column?.type === "real" || column?.type === "moneyMajor";
}

/** Quotes a name for SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `CREATE TABLE` text that declares a table's columns to SQLite. */
export function tableDeclaration(table: Table): string {
  const columns = table.columns.map(
    (column) => `${quoteName(column.name)} ${declaredNames[column.type]}${column.hidden ? " HIDDEN" : ""}`,
  );
  return `CREATE TABLE declared(${columns.join(", ")})`;
}
