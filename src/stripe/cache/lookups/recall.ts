import { conditionsKey, unconditional } from "../../../table/conditions";
import type { ColumnPlan } from "../../declare-columns";
import type { TablePlan } from "../../declare-table";
import { findRow } from "../find-row";
import type { KeptScan } from "../kept-scan";
import type { ObjectMemory, ReadObject } from "../object-memory";
import type { ScanMemory } from "../scan-memory";
import type { Answer } from "./ask";

/** One row that is wanted. */
export type WantedRow = { readonly plan: TablePlan; readonly columns: readonly ColumnPlan[]; readonly key: string };

export type RecallTools = { readonly memory: ScanMemory; readonly objects: ObjectMemory };

/** Whether a listing without conditions has every row of a table, so that a key which it lacks does not exist. */
export function listsEverything({ table, catalog }: TablePlan): boolean {
  return catalog.kind === "list" && !table.unlisted && table.filters.every(({ required, eachOf }) => !required && eachOf === undefined);
}

/** A row from memory, as it was at a moment or later; `undefined` when memory cannot tell. */
export function recall({ memory, objects }: RecallTools, wanted: WantedRow, notBefore: number): Answer | undefined {
  for (const slot of memory.holding(wanted.plan, wanted.columns)) {
    const read = slot.kept.asOf < notBefore ? undefined : recallFrom(slot.kept, wanted);
    if (read === undefined) continue;
    memory.use(slot);
    return { kind: "memory", asOf: slot.kept.asOf, read, reasons: slot.kept.reasons };
  }
  const known = objects.find(objectName(wanted));
  return known === undefined || known.asOf < notBefore ? undefined : { kind: "memory", ...answerWith(known) };
}

function recallFrom(kept: KeptScan, { plan, key }: WantedRow): Answer["read"] | undefined {
  const number = findRow(kept, key);
  if (number !== undefined) return (columns) => columns.map((column) => kept.rows.reader(column)(number));
  const isWhole = conditionsKey(kept.conditions) === conditionsKey(unconditional) && kept.reasons.length === 0;
  return isWhole && listsEverything(plan) && !mayLackTestClocks(kept) ? () => null : undefined;
}

/** Lists leave the objects of test clocks out, which live mode does not have. https://docs.stripe.com/billing/testing/test-clocks */
function mayLackTestClocks({ plan, rows, order: [first] }: KeptScan): boolean {
  const isLive = first !== undefined && rows.raw("livemode", first) === true;
  return !isLive && plan.catalog.columns.some(({ name }) => name === "test_clock");
}

/** The answer that an object is; no list was asked for it. */
export function answerWith({ object, asOf }: ReadObject): Omit<Answer, "kind"> {
  return { asOf, reasons: [], read: (columns) => (object === null ? null : columns.map(({ read }) => read({ object, asked: {} }))) };
}

/** The same for rows that one reply serves: they need the same parts of the object. */
export function expansionsOf(columns: readonly ColumnPlan[]): string {
  const costly = columns.filter(({ source, expand }) => expand !== undefined || (source.from === "value" && source.value.list));
  return [...new Set(costly.map(({ column }) => column.name))].sort().join();
}

export function objectName({ plan, columns, key }: WantedRow): string {
  return [plan.table.name, expansionsOf(columns), key].join(" ");
}
