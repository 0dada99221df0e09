import { AppError } from "../../../base/app-error";
import type { ColumnLink } from "../../ports";
import { headerKey, matchColumns } from "../match-columns";

/** A column of a table as it stands: Excel's id, which survives renames and moves, and its header. */
export type StandingColumn = { readonly id: number; readonly name: string };

export type ColumnSearch = {
  /** Headers of the columns that will be written. */
  readonly headers: readonly string[];
  /** Our columns as they were last written; empty where nobody noted them. */
  readonly links: readonly ColumnLink[];
  readonly table: readonly StandingColumn[];
};

/**
 * For each header its position in the table, or `null` when that cannot be told. Columns that were written before are found by
 * Excel's id, else by header; columns that are new go to the right end, even where a person's own column has their header.
 * Where nobody noted what was written, headers have to do.
 * @throws AppError `WORKBOOK_REFUSED` where id and header name different columns: one of them may be a person's.
 */
export function findColumns({ headers, links, table }: ColumnSearch): readonly number[] | null {
  if (links.length === 0) return matchColumns(headers, table.map(({ name }) => name));
  const noted = new Map(links.map((link) => [headerKey(link.header), link]));
  const anew = areNumberedAnew(links, table);
  let end = table.length;
  return headers.map((header) => {
    const link = noted.get(headerKey(header));
    return (link && standingColumn(link, table, anew)) ?? end++;
  });
}

/** Links to the same headers in a table that is not the one that was written: its columns have ids of their own. */
export const relink = (links: readonly ColumnLink[], table: readonly StandingColumn[]): readonly ColumnLink[] =>
  links.flatMap(({ header }) => {
    const column = table[columnNamed(header, table)];
    return column ? [{ header, columnId: column.id }] : [];
  });

/** Some programs number a table's columns again when they save it: then one of our headers has the id of another. */
function areNumberedAnew(links: readonly ColumnLink[], table: readonly StandingColumn[]): boolean {
  const owners = new Map(links.map(({ columnId, header }) => [columnId, headerKey(header)]));
  const ours = new Set(owners.values());
  return table.some(({ id, name }) => ours.has(headerKey(name)) && (owners.get(id) ?? headerKey(name)) !== headerKey(name));
}

const columnNamed = (header: string, table: readonly StandingColumn[]): number => table.findIndex(({ name }) => headerKey(name) === headerKey(header));

/** Where a column that was written before stands; `undefined`: it was deleted. */
function standingColumn(link: ColumnLink, table: readonly StandingColumn[], anew: boolean): number | undefined {
  const named = columnNamed(link.header, table);
  const numbered = anew ? -1 : table.findIndex(({ id }) => id === link.columnId);
  const column = table[numbered];
  if (column && named >= 0 && named !== numbered && !isNumberedHeader(column.name, link.header)) refuseBoth(column.name, link.header);
  const at = column ? numbered : named;
  return at < 0 ? undefined : at;
}

/** Excel puts a number behind a header that another column has already. */
const isNumberedHeader = (name: string, header: string): boolean =>
  headerKey(name).startsWith(headerKey(header)) && /^\d+$/.test(name.slice(header.length));

function refuseBoth(written: string, header: string): never {
  throw new AppError("WORKBOOK_REFUSED", `Values of ${header} were written into the column ${written}, but another column is called ${header} now.`, {
    hint: "Take the one that is your own out of the table, or insert the query again.",
  });
}
