import type { ColumnLink } from "../../ports";
import { matchColumns } from "../match-columns";

/** A column of a table as it stands: Excel's id, which survives renames and moves, and its header. */
export type StandingColumn = { readonly id: number; readonly name: string };

export type ColumnSearch = {
  /** Headers of the columns that will be written. */
  readonly headers: readonly string[];
  /** Our columns as they were last written; empty where nobody noted them. */
  readonly links: readonly ColumnLink[];
  readonly table: readonly StandingColumn[];
};

const keyOf = (header: string): string => header.toLowerCase();

/**
 * For each header its position in the table, or `null` when that cannot be told. Columns that were written before are found by
 * Excel's id, else by header; columns that are new go to the right end, even where a person's own column has their header.
 * Where nobody noted what was written, headers have to do.
 */
export function findColumns({ headers, links, table }: ColumnSearch): readonly number[] | null {
  if (links.length === 0) return matchColumns(headers, table.map(({ name }) => name));
  const found = standingColumns(links, table);
  let end = table.length;
  return headers.map((header) => found.get(keyOf(header)) ?? end++);
}

/** Positions of the columns that were written before and are still there, by the header that they were written with. */
function standingColumns(links: readonly ColumnLink[], table: readonly StandingColumn[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const taken = new Set<number>();
  const take = (link: ColumnLink, at: number): void => {
    if (at < 0 || taken.has(at) || found.has(keyOf(link.header))) return;
    found.set(keyOf(link.header), at);
    taken.add(at);
  };
  const ours = new Set(links.map(({ header }) => keyOf(header)));
  for (const link of links) take(link, table.findIndex((column) => column.id === link.columnId && !belongsToAnother(column, link, ours)));
  for (const link of links) take(link, table.findIndex(({ name }) => keyOf(name) === keyOf(link.header)));
  return found;
}

/** A column under this id with the header of another column of ours: some program numbered the columns anew. */
const belongsToAnother = ({ name }: StandingColumn, { header }: ColumnLink, ours: ReadonlySet<string>): boolean =>
  keyOf(name) !== keyOf(header) && ours.has(keyOf(name));
