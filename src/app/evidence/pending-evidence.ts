import { AppError } from "../../base/app-error";
import type { AnsweredQuery, QueryDefinition } from "../app-api";
import type { EvidenceNeed, EvidenceRun, TellEvidence } from "./evidence-keeper";
import { dayIn, evidenceOf, failureEvidence } from "./evidence-of";
import { addedTo, toParts, type WaitingEvidence } from "./waiting-evidence";
import { writeEvidence } from "./write-evidence";

/** Evidence that waits to be written: the newest of each query. */
export type PendingEvidence = {
  readonly addRun: (run: EvidenceRun, result: AnsweredQuery) => Promise<void>;
  readonly addFailure: (run: EvidenceRun, sentence: string) => Promise<void>;
  readonly addEnd: (query: Pick<QueryDefinition, "id" | "connection">, tell: TellEvidence) => Promise<void>;
  /** Writes all that waits when it is its turn; whoever added something is told how that ended. */
  readonly write: () => Promise<void>;
};

/** Milliseconds before further attempts while Excel is busy; the last one again and again, since a person may leave a cell half typed. */
const pauses = [5_000, 15_000, 60_000];

/** Makes a {@link PendingEvidence}. */
export function createPendingEvidence({ workbook, clock, findTable, factsOf, dayOf, writeInTurn }: EvidenceNeed): PendingEvidence {
  const waiting = new Map<string, WaitingEvidence>();
  /** Queries that were removed or switched off since their last run began to be noted: their rows are marked, and not brought back. */
  const ended = new Set<string>();
  let next: Promise<void> | null = null;
  let attempts = 0;
  let isPausing = false;
  // What is written belongs to runs that are over, so that nobody can cancel it.
  const { signal } = new AbortController();

  async function writeAll(): Promise<void> {
    next = null;
    const batch = new Map(waiting);
    waiting.clear();
    const failure = await writeEvidence(workbook, toParts(batch), signal).then(() => null, (thrown: unknown) => AppError.from(thrown));
    const isBusy = failure?.code === "WORKBOOK_BUSY";
    attempts = isBusy ? attempts + 1 : 0;
    for (const [id, one] of batch) {
      // The end of a query comes once; the rows of a run that Excel refuses come again with the next run.
      if (failure && (isBusy || one.audit === null)) waiting.set(id, addedTo(one, waiting.get(id) ?? one));
      one.tell(failure && isBusy ? goingOn(failure) : failure);
    }
    if (isBusy) void writeLater();
  }

  async function writeLater(): Promise<void> {
    if (isPausing) return;
    isPausing = true;
    await clock.sleep(pauses[attempts - 1] ?? Math.max(...pauses), signal);
    isPausing = false;
    await write();
  }

  async function write(): Promise<void> {
    if (waiting.size > 0) await (next ??= writeInTurn(writeAll));
  }

  return {
    async addRun({ definition, tell, signal: asking }, result) {
      ended.delete(definition.id);
      const facts = await factsOf(result.connection, asking);
      if (ended.has(definition.id)) return;
      const { audit, totals } = evidenceOf(result, definition, { ...facts, findTable, table: definition.tableName ?? "" });
      waiting.set(definition.id, { audit, totals, day: dayIn(result.asOf, facts), tell });
    },
    async addFailure({ definition, tell }, sentence) {
      ended.delete(definition.id);
      const day = await dayOf(definition.connection, clock.now());
      if (ended.has(definition.id)) return;
      const failed = { audit: failureEvidence(definition, sentence), totals: null, day, tell };
      waiting.set(definition.id, addedTo(waiting.get(definition.id), failed));
    },
    async addEnd({ id, connection }, tell) {
      ended.add(id);
      const day = await dayOf(connection, clock.now());
      if (ended.has(id)) waiting.set(id, { audit: null, totals: [], day, tell });
    },
    write,
  };
}

/** Nobody has to do anything about it. */
const goingOn = (failure: AppError): AppError => new AppError(failure.code, failure.message, { hint: "It is written as soon as Excel takes it.", cause: failure });
