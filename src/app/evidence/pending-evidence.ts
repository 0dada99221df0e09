import { AppError } from "../../base/app-error";
import type { AnsweredQuery } from "../app-api";
import { type AuditRow, auditTables, type TotalsRow } from "./audit-tables";
import type { EvidenceNeed, EvidenceRun, TellEvidence } from "./evidence-keeper";
import { evidenceOf, failureEvidence } from "./evidence-of";
import { type RowsToKeep, writeEvidence } from "./write-evidence";

/** Evidence that waits to be written: the newest of each query. */
export type PendingEvidence = {
  readonly addRun: (run: EvidenceRun, result: AnsweredQuery) => Promise<void>;
  readonly addFailure: (run: EvidenceRun, sentence: string) => void;
  readonly addEnd: (id: string, tell: TellEvidence) => void;
  /** Writes all that waits when it is its turn; whoever added something is told how that ended. */
  readonly write: () => Promise<void>;
};

/** What waits for one query; `audit` with some cells only is a run that failed, `null` the end of the query. */
type Waiting = { readonly audit: AuditRow | null; readonly totals: readonly TotalsRow[] | null; readonly tell: TellEvidence };

/** Makes a {@link PendingEvidence}. */
export function createPendingEvidence({ workbook, now, findTable, factsOf, writeInTurn }: EvidenceNeed): PendingEvidence {
  const waiting = new Map<string, Waiting>();
  /** Queries that evidence of no later run was asked for. */
  const ended = new Set<string>();
  let next: Promise<void> | null = null;
  // What is written belongs to runs that are over, so that nobody can cancel it.
  const { signal } = new AbortController();

  async function writeAll(): Promise<void> {
    next = null;
    const batch = new Map(waiting);
    waiting.clear();
    const outcome = await writeEvidence(workbook, toParts(batch), { signal, now: now() }).then(
      () => null,
      (failure: unknown) => AppError.from(failure),
    );
    for (const { tell } of batch.values()) tell(outcome);
  }

  return {
    async addRun({ definition, tell, signal: asking }, result) {
      ended.delete(definition.id);
      const facts = await factsOf(result.connection, asking);
      // The query was removed or switched off meanwhile: its rows are marked, and not brought back.
      if (ended.has(definition.id)) return;
      const { audit, totals } = evidenceOf(result, definition, { ...facts, findTable, table: definition.tableName ?? "" });
      waiting.set(definition.id, { audit, totals, tell });
    },
    addFailure({ definition, tell }, sentence) {
      const failed = failureEvidence(definition, sentence);
      const before = waiting.get(definition.id);
      waiting.set(definition.id, { totals: before?.totals ?? null, audit: { ...before?.audit, ...failed }, tell });
    },
    addEnd(id, tell) {
      ended.add(id);
      waiting.set(id, { audit: null, totals: [], tell });
    },
    write: async () => {
      if (waiting.size > 0) await (next ??= writeInTurn(writeAll));
    },
  };
}

/** Rows of runs, then of failures, whose other cells stay, then totals. */
function toParts(batch: ReadonlyMap<string, Waiting>): readonly RowsToKeep[] {
  const all = [...batch];
  const isFailure = ([, { audit }]: (typeof all)[number]): boolean => audit !== null && audit.SQL === undefined;
  const audited = all.filter((one) => !isFailure(one));
  const failed = all.filter(isFailure);
  const totalled = all.filter(([, { totals }]) => totals !== null);
  const idsOf = (entries: typeof all): readonly string[] => entries.map(([id]) => id);
  const rowsOf = (entries: typeof all) => entries.flatMap(([, { audit }]) => audit ?? []);
  const parts: readonly RowsToKeep[] = [
    { kind: "audit", queries: idsOf(audited), rows: rowsOf(audited) },
    { kind: "audit", queries: idsOf(failed), rows: rowsOf(failed), headers: failureHeaders },
    { kind: "totals", queries: idsOf(totalled), rows: totalled.flatMap(([, { totals }]) => totals ?? []) },
  ];
  return parts.filter(({ queries }) => queries.length > 0);
}

const failureHeaders = auditTables.audit.headers.filter((header) => ["Query", "Last failure", "Query id"].includes(header));
