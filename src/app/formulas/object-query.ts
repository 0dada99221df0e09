import { AppError } from "../../base/app-error";
import type { Table } from "../../table/table";
import type { RunQuery } from "../app-api";
import { buildSql } from "../build-sql";
import { tableOfId } from "./id-prefixes";
import { findColumn, findTable } from "./table-query";

/**
 * The query for one object by its id: one field, or with `null` every field that costs no further request. Money is in major
 * units. `metadata.order` is one key of the metadata.
 * @throws AppError `BAD_ARGUMENT`, `SQL_UNKNOWN_COLUMN`
 */
export function objectQuery(id: string, field: string | null, tables: readonly Table[]): Pick<RunQuery, "sql" | "parameters"> {
  const table = findTable(tables, tableOfId(id));
  const key = field === null ? null : metadataKey(field);
  if (key !== null) return { sql: `SELECT metadata ->> ? AS value FROM ${table.name} WHERE id = ?`, parameters: [key, id] };
  const columns = field === null ? plainColumns(table) : [findColumn(table, field).name];
  return { sql: `${buildSql({ table, columns })} WHERE id = ?`, parameters: [id] };
}

const metadataKey = (field: string): string | null => /^\s*metadata\.(.+?)\s*$/i.exec(field)?.[1] ?? null;

const plainColumns = ({ columns }: Table): readonly string[] =>
  columns.filter(({ hidden, costly }) => !hidden && !costly).map(({ name }) => name);

/** Stripe, or the connection's account, has no such object. */
export const noSuchObject = (id: string) =>
  new AppError("NOT_FOUND", `Stripe has no object with the id ${id}.`, { hint: "Check the id, and that the connection is the account's and mode's." });
