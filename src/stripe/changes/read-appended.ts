import type { TableRefresh } from "../../catalog/table-refresh";
import type { SqlValue } from "../../table/column";
import type { Conditions, ReadContext } from "../../table/row-source";
import type { JsonObject } from "../json-object";
import { pageItself, type ReadListing } from "../listing/listing";
import type { ChangeMark, Changes, KnownRows } from "./changes";
import { overlapSeconds } from "./overlap";
import { reasons } from "./reasons";

export type Appended = {
  readonly known: KnownRows;
  readonly mark: ChangeMark;
  readonly refresh: Extract<TableRefresh, { kind: "appended" }>;
  /** This side's clock, milliseconds. */
  readonly now: number;
};

const secondsPerDay = 86_400;
/** Rows of a page of Stripe's. */
const rowsPerRequest = 100;

/**
 * Changes of a table whose rows are only added: under the conditions that the known rows were listed with, all rows from the
 * newest known one on are listed again, and from the oldest one on that may still change.
 */
export async function readAppended(list: ReadListing, appended: Appended, context: ReadContext): Promise<Changes> {
  const { known, mark, refresh, now } = appended;
  const { newest, firstOpen } = survey(appended);
  const since = newest === null ? null : Math.min(newest - overlapSeconds, firstOpen);
  if (since !== null && countSince(known, since) > known.listRequests * rowsPerRequest) return { kind: "reload", why: reasons.manyOpen };
  const objects: JsonObject[] = [];
  const { plan, columns } = known;
  const pages = list({ plan, columns, conditions: createdFrom(known, since), extent: "all" }, pageItself, context);
  for await (const page of pages) objects.push(...page.objects);
  const last = latest(newest, objects.map(({ created }) => created));
  return {
    kind: "changes",
    objects,
    gone: last === null || refresh.listedDays === undefined ? [] : keysBefore(known, last - refresh.listedDays * secondsPerDay),
    mark: { newest: last, settled: mark.settled, takenAt: now },
  };
}

/** The newest moment that was seen, and that of the oldest row that may still change; Unix seconds. */
function survey({ known, mark, refresh: { settled } }: Appended): { readonly newest: number | null; readonly firstOpen: number } {
  let { newest } = mark;
  let firstOpen = Infinity;
  for (const row of known.rows()) {
    const created = row("created");
    if (typeof created !== "number") continue;
    newest = Math.max(newest ?? created, created);
    if (created < firstOpen && row(settled.column) !== settled.value) firstOpen = created;
  }
  return { newest, firstOpen };
}

/**
 * Conditions are about values as SQL sees them, so the moment is written as the table writes it. It takes the place of an older
 * bound, which was before all known rows.
 */
function createdFrom({ plan, conditions }: KnownRows, since: number | null): Conditions {
  const created = plan.columns.get("created");
  if (since === null || created === undefined) return conditions;
  const gte: SqlValue = created.read({ object: { created: since }, asked: {} });
  const { lt, lte } = conditions.ranges["created"] ?? {};
  const range = { gte, ...(lt === undefined ? {} : { lt }), ...(lte === undefined ? {} : { lte }) };
  return { ...conditions, ranges: { ...conditions.ranges, created: range } };
}

function countSince({ rows }: KnownRows, since: number): number {
  let count = 0;
  for (const row of rows()) if (Number(row("created")) >= since) count++;
  return count;
}

function latest(newest: number | null, times: readonly unknown[]): number | null {
  return times.reduce<number | null>((last, time) => (typeof time === "number" ? Math.max(last ?? time, time) : last), newest);
}

function keysBefore({ plan, rows }: KnownRows, time: number): readonly string[] {
  const keys: string[] = [];
  for (const row of rows()) {
    const created = row("created");
    const key = plan.catalog.key === null ? null : row(plan.catalog.key);
    if (typeof created === "number" && created < time && typeof key === "string") keys.push(key);
  }
  return keys;
}
