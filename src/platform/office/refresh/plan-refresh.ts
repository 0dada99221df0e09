import { AppError } from "../../../base/app-error";
import type { ColumnLink, TableRefresh } from "../../ports";
import { type ShownCell, toShownCell } from "../text-mark";
import { findColumns } from "./find-columns";
import { placeRows, type Placement } from "./place-rows";
import { type CellsPlan, planCells } from "./plan-cells";
import type { StandingTable, TableSize } from "./standing-table";

/** Header of the column that tells since when a row no longer comes. */
const markHeaderOf = ({ goneHeader }: TableRefresh): string => goneHeader ?? "Not in query since";

/** Where our columns are in the table, as far as they stand: the content's, then the column of marks if it is there. */
export function locateColumns(refresh: TableRefresh, { columns: table }: StandingTable): readonly number[] {
  const { content, columns: links } = refresh;
  const markHeader = markHeaderOf(refresh);
  const hasMarks = links.length > 0 || table.some(({ name }) => name.toLowerCase() === markHeader.toLowerCase());
  const headers = hasMarks ? [...content.headers, markHeader] : content.headers;
  const positions = findColumns({ headers, links, table }) ?? refuseColumns(content.headers, table.map(({ name }) => name));
  return positions.filter((at, index) => index < content.headers.length || at < table.length);
}

function refuseColumns(content: readonly string[], table: readonly string[]): never {
  const there = new Set(table.map((header) => header.toLowerCase()));
  const missing = content.filter((header) => !there.has(header.toLowerCase()));
  throw new AppError("WORKBOOK_REFUSED", `The table has no column ${missing.join(", ")} any more, so rows cannot be put under the right headers.`, {
    hint: "Give the column its old header again, or insert the query again.",
  });
}

/** Everything that a refresh does, known before the first cell changes. */
export type RefreshPlan = {
  readonly placement: Placement;
  readonly cells: CellsPlan;
  /** Headers of our columns and their positions in the table, the column of marks last. */
  readonly headers: readonly string[];
  readonly positions: readonly number[];
  readonly size: TableSize;
  /** Rows to be deleted, from the top. */
  readonly deleted: readonly number[];
};

export type Found = { readonly table: StandingTable; readonly positions: readonly number[]; readonly old: readonly (readonly ShownCell[])[]; /** Rows that hold something, of a person too. */ readonly taken: number };

export function planRefresh(refresh: TableRefresh, found: Found): RefreshPlan {
  const { content, key, goneSince } = refresh;
  const { table, old, taken } = found;
  const width = table.columns.length;
  const count = content.headers.length;
  const fresh = content.rows.map((row) => row.map(toShownCell));
  const keyStood = key.every((column) => (found.positions[column] ?? width) < width);
  const placement = placeRows({ ...refresh, old: old.map((row) => row.slice(0, count)), fresh, key, keyStood, taken });
  const deleted = refresh.gone === "delete" ? placement.ours : [];
  const marking = placement.placed === "key" && placement.gone.length > deleted.length;
  const stands = found.positions.length > count;
  const positions = marking && !stands ? [...found.positions, endOf(found)] : found.positions;
  const mark = positions.length > count ? { column: count, text: goneSince } : null;
  const before = mark && !stands ? old.map((row) => [...row, ""]) : old;
  const cells = planCells({ old: before, fresh, placement, mark, deleted });
  const columns = Math.max(width, ...positions.map((at) => at + 1));
  const size = { rows: rowsAfter(placement, found), columns };
  return { placement, cells, headers: mark ? [...content.headers, markHeaderOf(refresh)] : content.headers, positions, size, deleted };
}

const endOf = ({ table, positions }: Found): number => Math.max(table.columns.length, ...positions.map((at) => at + 1));

/** A table shrinks only where all its columns are ours: a person's cells would be left behind below it. */
function rowsAfter({ placed, places }: Placement, { table, positions }: Found): number {
  const needed = places.reduce((most, place) => Math.max(most, place + 1), 1);
  const allOurs = table.columns.every((_, at) => positions.includes(at));
  return placed === "position" && allOurs ? needed : Math.max(needed, table.bodyRows);
}

/** Columns that were ours and still stand, though the query does not give them any more: they are found again should it do so. */
export function restingColumns(refresh: TableRefresh, { columns: table }: StandingTable): readonly ColumnLink[] {
  const { content, columns } = refresh;
  const given = new Set([...content.headers, markHeaderOf(refresh)].map((header) => header.toLowerCase()));
  return columns.filter(({ header, columnId }) => !given.has(header.toLowerCase()) && table.some(({ id }) => id === columnId));
}
