import { type AuditRow, auditTables, type TotalsRow } from "./audit-tables";
import type { TellEvidence } from "./evidence-keeper";
import type { RowsToKeep } from "./write-evidence";

/** What waits to be written of one query; `audit` with some cells only is a run that failed, `null` the end of the query. */
export type WaitingEvidence = {
  readonly audit: AuditRow | null;
  readonly totals: readonly TotalsRow[] | null;
  /** The day that it is of, such as `2026-11-21`. */
  readonly day: string;
  readonly tell: TellEvidence;
};

const isFailure = ({ audit }: WaitingEvidence): boolean => audit !== null && audit.SQL === undefined;

/** What waits of a query when something later is added: a failure leaves what the run before told, all else takes its place. */
export function addedTo(before: WaitingEvidence | undefined, later: WaitingEvidence): WaitingEvidence {
  if (!before || !later.audit || !isFailure(later)) return later;
  return { ...before, audit: { ...before.audit, ...later.audit }, tell: later.tell };
}

type Entries = readonly (readonly [id: string, one: WaitingEvidence])[];

/** The rows of what waits, day by day. */
export function toParts(batch: ReadonlyMap<string, WaitingEvidence>): readonly RowsToKeep[] {
  const days = [...new Set([...batch.values()].map(({ day }) => day))];
  return days.flatMap((day) => partsOf([...batch].filter(([, one]) => one.day === day), day));
}

/** Rows of runs, then of failures, whose other cells stay, then totals. */
function partsOf(all: Entries, day: string): readonly RowsToKeep[] {
  const audited = all.filter(([, one]) => !isFailure(one));
  const failed = all.filter(([, one]) => isFailure(one));
  const totalled = all.filter(([, { totals }]) => totals !== null);
  const idsOf = (entries: Entries): readonly string[] => entries.map(([id]) => id);
  const rowsOf = (entries: Entries) => entries.flatMap(([, { audit }]) => audit ?? []);
  const parts: readonly RowsToKeep[] = [
    { kind: "audit", queries: idsOf(audited), rows: rowsOf(audited), day },
    { kind: "audit", queries: idsOf(failed), rows: rowsOf(failed), day, headers: failureHeaders },
    { kind: "totals", queries: idsOf(totalled), rows: totalled.flatMap(([, { totals }]) => totals ?? []), day },
  ];
  return parts.filter(({ queries }) => queries.length > 0);
}

const failureHeaders = auditTables.audit.headers.filter((header) => ["Query", "Last failure", "Query id"].includes(header));
