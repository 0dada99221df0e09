import { buildSql } from "./build-sql";
import type { BuilderState } from "./query-definition";
import type { FindTable } from "./to-table-content";

/** A SELECT, and the picks that it was made of; none where a person wrote it. */
export type PickedSelect = { readonly sql: string; readonly builder?: Pick<BuilderState, "table" | "columns"> };

/** The same SELECT with the table's key as its last column; `null` where that was picked, or nobody picked anything. */
export function withKey({ sql, builder }: PickedSelect, findTable: FindTable): string | null {
  const table = builder && findTable(builder.table);
  if (!table || table.key === null || builder.columns.includes(table.key)) return null;
  const picked = buildSql({ table, columns: builder.columns });
  if (!sql.startsWith(picked)) return null;
  return buildSql({ table, columns: [...builder.columns, table.key] }) + sql.slice(picked.length);
}

/** Whether {@link withKey} made this SELECT. */
export function hasAddedKey({ sql, builder }: PickedSelect, findTable: FindTable): boolean {
  const table = builder && findTable(builder.table);
  if (!table || table.key === null || builder.columns.includes(table.key)) return false;
  return sql.startsWith(buildSql({ table, columns: [...builder.columns, table.key] }));
}
