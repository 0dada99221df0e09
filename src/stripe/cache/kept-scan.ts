import type { PartialReason } from "../../table/query-result";
import type { Changes, ChangeMark } from "../changes/changes";
import type { JsonObject } from "../json-object";
import type { ColumnPlan } from "../declare-columns";
import { createKeptRows, type KeptRows } from "./kept-rows";
import { mayMatch } from "./may-match";
import type { Covered } from "./wanted";

/** Rows of a whole scan, as they were at one moment. Never changed: what changes makes a new one, which may share rows. */
export type KeptScan = Covered & {
  /** The columns that its objects were read for. */
  readonly columns: readonly ColumnPlan[];
  readonly rows: KeptRows;
  /** Numbers of the rows that count, in the order in which they are served. */
  readonly order: Uint32Array;
  /** Milliseconds since 1970 UTC; each row is of this moment or a later one. */
  readonly asOf: number;
  /** `undefined`: none was taken, as listing again costs less. */
  readonly mark: ChangeMark | null | undefined;
  /** Requests that listing took. */
  readonly listRequests: number;
  readonly reasons: readonly PartialReason[];
};

/** The scan as it is after changes; `asOf`: when they were asked for. */
export function applyChanges(kept: KeptScan, changes: Changes & { readonly kind: "changes" }, asOf: number): KeptScan {
  const { plan, conditions } = kept;
  const rows = isMostlyReplaced(kept) ? copyRows(kept) : kept;
  const first = rows.rows.count;
  rows.rows.add({ objects: changes.objects, asked: conditions.equals });
  const added = changes.objects.map((object, index) => ({ id: idOf(object, plan.catalog.key), row: first + index }));
  const matches = mayMatch(kept, rows.rows);
  const current = new Map(added.flatMap(({ id, row }) => (matches(row) ? [[id, row] as const] : [])));
  const dropped = new Set([...added.map(({ id }) => id), ...changes.gone]);
  const stay = replaceRows({ ...kept, ...rows }, dropped, current);
  return { ...kept, rows: rows.rows, order: insertNewest(kept, rows.rows, { stay, fresh: [...current.values()] }), asOf, mark: changes.mark };
}

/** Rows that were replaced still take memory. */
function isMostlyReplaced({ rows, order }: KeptScan): boolean {
  return rows.count > 2 * order.length + 1_000;
}

function copyRows({ plan, held, rows, order }: KeptScan): Pick<KeptScan, "rows" | "order"> {
  const copy = createKeptRows(plan, held);
  for (const row of order) copy.addFrom(rows, row);
  return { rows: copy, order: order.map((_, index) => index) };
}

/** The order without the rows that are gone; a row that was replaced is where it was. Takes what it used out of `current`. */
function replaceRows({ plan, rows, order }: KeptScan, dropped: ReadonlySet<string>, current: Map<string, number>): readonly number[] {
  const { key } = plan.catalog;
  const stay: number[] = [];
  for (const row of order) {
    const id = key === null ? null : rows.raw(key, row);
    const replaced = typeof id === "string" && dropped.has(id) ? current.get(id) : row;
    if (replaced !== undefined) stay.push(replaced);
    if (replaced !== row && typeof id === "string") current.delete(id);
  }
  return stay;
}

/** Rows that are new go where their creation puts them, or first where the table promises no order. */
function insertNewest(
  { plan }: KeptScan,
  rows: KeptRows,
  { stay, fresh }: { readonly stay: readonly number[]; readonly fresh: readonly number[] },
): Uint32Array {
  const created = plan.table.newestFirst === null ? undefined : plan.columns.get(plan.table.newestFirst);
  if (created === undefined) return Uint32Array.from([...fresh, ...stay]);
  const text = rows.reader(created);
  const sorted = fresh.map((row) => ({ row, text: String(text(row)) })).sort((a, b) => Number(a.text < b.text) - Number(a.text > b.text));
  const order = new Uint32Array(stay.length + fresh.length);
  let at = 0;
  for (const row of stay) {
    for (let next = sorted[0]; next !== undefined && next.text >= String(text(row)); next = sorted[0]) {
      order[at++] = next.row;
      sorted.shift();
    }
    order[at++] = row;
  }
  for (const { row } of sorted) order[at++] = row;
  return order;
}

function idOf(object: JsonObject, key: string | null): string {
  const id = key === null ? undefined : object[key];
  return typeof id === "string" ? id : "";
}
