import type { CellValue } from "../../ports";
import { cellKey, type ColumnFormat, type ColumnSpan, formatsByCell, readFormats, writeFormats } from "../column-formats";
import { cellsAtOnce } from "../chunk-rows";
import { portionsOf } from "../portions";
import type { Begun } from "./begun";
import { checkRows, tellingColumns } from "./check-rows";

/** A cell whose row became another one, of which it has another format. */
type TurnedCell = { readonly at: number; readonly row: number; readonly old: string; readonly fresh: string };

/** Such cells, one below the other: the formats of the old rows and of the new ones. */
export type TurnedFormat = ColumnSpan & { readonly old: readonly string[]; readonly fresh: readonly string[] };

type Planned = Pick<Begun, "refresh" | "table" | "old" | "plan">;

/**
 * Where a cell's format follows what its row says, and that is another row now: JPY 1,000 must not look like USD 1,000.00. Rows that
 * are found again by their key keep all formats.
 */
export function turnedFormats(planned: Planned): readonly TurnedFormat[] {
  const { refresh: { formatOf, content }, table, old, plan } = planned;
  if (!formatOf) return [];
  const rows = replacedRows(planned);
  const cells = content.headers.flatMap((_, column) => {
    const at = plan.positions[column] ?? table.columns.length;
    if (at >= table.columns.length) return [];
    return rows.flatMap(({ row, values }): TurnedCell[] => {
      const [before, after] = [formatOf(column, old[row] ?? []), formatOf(column, values)];
      return before === null || after === null || before === after ? [] : [{ at, row, old: before, fresh: after }];
    });
  });
  return joined(cells, longestBlock(table, rowsAtOnce(planned)));
}

type Replaced = { readonly row: number; readonly values: readonly CellValue[] };

/** Rows of the table as it stood that hold another row now, or none any more, from the top. */
function replacedRows({ refresh: { content }, table, plan: { placement } }: Planned): readonly Replaced[] {
  const { placed, places, gone, used } = placement;
  const come = places.map((row, index): Replaced => ({ row, values: content.rows[index] ?? [] }));
  const emptied = placed === "position" ? gone.map((row): Replaced => ({ row, values: [] })) : [];
  const first = placed === "position" ? 0 : used;
  return [...come, ...emptied].filter(({ row }) => row >= first && row < table.bodyRows).toSorted((a, b) => a.row - b.row);
}

/** Rows that are looked at in one request. */
const rowsAtOnce = (planned: Planned): number => Math.max(1, Math.floor(cellsAtOnce / Math.max(1, tellingColumns(planned).length)));

/** Under a filter Excel may format other rows of a block than are meant. */
const longestBlock = ({ filtered }: Begun["table"], most: number): number => (filtered ? 1 : most);

function joined(cells: readonly TurnedCell[], longest: number): readonly TurnedFormat[] {
  const spans: { at: number; row: number; rows: number; old: string[]; fresh: string[] }[] = [];
  for (const { at, row, old, fresh } of cells) {
    const last = spans.at(-1);
    if (last && last.at === at && last.row + last.rows === row && last.rows < longest) {
      last.rows++;
      last.old.push(old);
      last.fresh.push(fresh);
    } else spans.push({ at, row, rows: 1, old: [old], fresh: [fresh] });
  }
  return spans;
}

/** Formats them where they still have the format that we gave them for the old row: another is a person's and stays. */
export async function turnFormats(context: Excel.RequestContext, begun: Begun, signal: AbortSignal): Promise<void> {
  const where = { table: begun.table, signal };
  for (const portion of portionsOf(turnedFormats(begun), ({ rows }) => rows, rowsAtOnce(begun))) {
    await checkRows(context, begun, { spans: portion });
    const found = await readFormats(context, where, portion);
    begun.sent.formats.push(...found);
    await writeFormats(context, where, joined(stillOurs(portion, found), longestBlock(begun.table, Infinity)).map(toFormat));
  }
}

const toFormat = ({ at, row, rows, fresh }: TurnedFormat): ColumnFormat => ({ at, row, rows, format: fresh });

function stillOurs(turned: readonly TurnedFormat[], found: readonly ColumnFormat[]): readonly TurnedCell[] {
  const standing = formatsByCell(found);
  const cells = turned.flatMap(({ at, row, old, fresh }) =>
    fresh.map((format, index): TurnedCell => ({ at, row: row + index, old: old[index] ?? "", fresh: format })),
  );
  return cells.filter(({ at, row, old }) => standing.get(cellKey(at, row)) === old);
}
