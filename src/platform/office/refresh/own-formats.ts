import { type ColumnFormat, type ColumnSpan, type Formatting, readFormats } from "../column-formats";
import type { Begun } from "./begun";

/** So many rows at the end tell how a person wants a column to look; Excel's own extending of formats looks at as many. */
const tellingRows = 5;

/**
 * Formats for new rows, as far as a person gave a column one: where its last rows have one format, and it is not what we give to any
 * of them, new cells get it too.
 */
export async function withOwnFormats(
  context: Excel.RequestContext,
  begun: Begun,
  { formats, signal }: Pick<Formatting, "signal"> & { readonly formats: readonly ColumnFormat[] },
): Promise<readonly ColumnFormat[]> {
  const { table, plan: { placement: { used } } } = begun;
  const appended = formats.filter(({ at, row }) => at < table.columns.length && row >= used && used > 0);
  const above = appended.map(({ at }): ColumnSpan => ({ at, row: Math.max(0, used - tellingRows), rows: Math.min(tellingRows, used) }));
  const found = above.length === 0 ? [] : await readFormats(context, { table, signal }, above);
  const own = new Map(found.flatMap((column) => (isOwn(begun, column) ? [[column.at, column.format] as const] : [])));
  return formats.map((column) => (appended.includes(column) ? { ...column, format: own.get(column.at) ?? column.format } : column));
}

/** Cells without a format are no wish. */
function isOwn({ refresh: { content, formatOf }, old, plan }: Begun, { at, row, rows, format }: ColumnFormat): boolean {
  if (typeof format !== "string" || format === "General") return false;
  const column = plan.positions.indexOf(at);
  const given = content.formats[column];
  const ours = (index: number): string | null => (typeof given === "string" ? given : (formatOf?.(column, old[index] ?? []) ?? null));
  return Array.from({ length: rows }, (_, index) => ours(row + index)).every((one) => one !== null && one !== format);
}
