import { AppError } from "../../base/app-error";
import { suggestName } from "../../base/suggest-name";
import { normalizeName } from "../../catalog/normalize-name";
import type { Column } from "../../table/column";
import type { Table } from "../../table/table";
import { buildSql } from "../build-sql";

/** What `TABLE` is asked for. */
export type TableWish = {
  readonly table: string;
  /** Names; none: the table's default columns. */
  readonly columns: readonly string[];
  /** A condition as in a WHERE; empty: every row. */
  readonly filter: string;
  readonly limit: number | null;
};

/**
 * The SELECT for a table: its columns as the pane inserts them, with money in major units. The condition is the person's own
 * text; the engine checks it, and can only read.
 * @throws AppError `SQL_UNKNOWN_TABLE`, `SQL_UNKNOWN_COLUMN`, `BAD_ARGUMENT`
 */
export function tableQuery({ table: name, columns, filter, limit }: TableWish, tables: readonly Table[]): string {
  const table = findTable(tables, name);
  const wanted = columns.length === 0 ? table.defaultColumns : columns.map((column) => findColumn(table, column).name);
  // The line break ends a comment in the condition.
  const where = filter.trim() === "" ? "" : ` WHERE (${filter}\n)`;
  return `${buildSql({ table, columns: wanted })}${where}${limitClause(limit)}`;
}

function limitClause(limit: number | null): string {
  if (limit === null) return "";
  if (Number.isSafeInteger(limit) && limit > 0) return ` LIMIT ${limit}`;
  throw new AppError("BAD_ARGUMENT", "The limit has to be a whole number from 1.", { hint: "Leave it out for all rows." });
}

/** By any case and with or without underscores. @throws AppError `SQL_UNKNOWN_TABLE` */
export function findTable(tables: readonly Table[], written: string): Table {
  const found = tables.find(({ name }) => normalizeName(name) === normalizeName(written));
  if (found) return found;
  throw new AppError("SQL_UNKNOWN_TABLE", `There is no table "${written}".`, { hint: didYouMean(written, tables) });
}

/** By any case, with dots, spaces or underscores. @throws AppError `SQL_UNKNOWN_COLUMN` */
export function findColumn({ name: table, columns }: Table, written: string): Column {
  const found = columns.find(({ name }) => normalizeName(name) === normalizeName(written));
  if (found) return found;
  const shown = columns.filter(({ hidden }) => !hidden);
  throw new AppError("SQL_UNKNOWN_COLUMN", `The table ${table} has no column "${written}".`, { hint: didYouMean(written, shown) });
}

function didYouMean(written: string, named: readonly { readonly name: string }[]): string {
  const suggestion = suggestName(written, named.map(({ name }) => name));
  return suggestion === undefined ? "Look in the Stripe pane for the names." : `Did you mean ${suggestion}?`;
}
