import { AppError } from "../../base/app-error";
import { createStore, type Store } from "../../base/store";
import type { Clock, Workbook } from "../../platform/ports";
import type { AnsweredQuery, QueryDefinition } from "../app-api";
import type { Queue } from "../one-at-a-time";
import { openOnce } from "../open-once";
import type { FindTable } from "../to-table-content";
import type { FactsReader } from "./connection-facts";
import type { Evidence, EvidenceFacts } from "./evidence-of";
import type { PendingEvidence } from "./pending-evidence";

/** Told whether the evidence of a query could be written. */
export type TellEvidence = (failure: AppError | null) => void;

/** A query of the workbook that ran, as it stands now. */
export type EvidenceRun = { readonly definition: QueryDefinition; readonly tell: TellEvidence; readonly signal: AbortSignal };

/** Keeps evidence of the queries that have it switched on. Nothing of it makes a run fail: whoever asked is told. */
export type EvidenceKeeper = {
  /** Resolves when it is written, or at once while something holds it. */
  readonly ran: (run: EvidenceRun, result: AnsweredQuery) => Promise<void>;
  readonly failed: (run: EvidenceRun, failure: unknown) => Promise<void>;
  /** Marks the rows of a query that is no longer followed; they stay. */
  readonly ended: (definition: QueryDefinition) => Promise<void>;
  /** What queries leave meanwhile is written at once when the work has ended. */
  readonly together: <T>(work: () => Promise<T>) => Promise<T>;
  /** Writes rows that belong to no query. @throws AppError as the workbook. */
  readonly write: (rows: OwnRows, signal: AbortSignal) => Promise<void>;
  readonly problem: Store<AppError | null>;
};

/** All rows of totals with an id of their own, and the day that they are of, such as `2026-11-21`. */
export type OwnRows = Pick<Evidence, "totals"> & { readonly id: string; readonly day: string };

/** Facts of a connection. */
export type ConnectionFacts = Omit<EvidenceFacts, "table" | "findTable">;

export type EvidenceNeed = FactsReader & {
  readonly workbook: Workbook;
  readonly clock: Clock;
  readonly findTable: FindTable;
  readonly writeInTurn: Queue;
};

/** Makes an {@link EvidenceKeeper}. Its code is loaded when the first query needs it. */
export function createEvidenceKeeper(need: EvidenceNeed): EvidenceKeeper {
  const problem = createStore<AppError | null>(null);
  const open = openOnce(async (): Promise<PendingEvidence> => {
    const { createPendingEvidence } = await import("./pending-evidence");
    return createPendingEvidence(need);
  });
  // What is kept belongs to runs that are over, so that nobody can cancel it.
  const { signal: lasting } = new AbortController();
  let isNeeded = false;
  let holders = 0;

  /** Adds to what waits, and writes it unless something holds it. */
  async function keep(tell: TellEvidence, add: (waiting: PendingEvidence) => Promise<void> | void): Promise<void> {
    isNeeded = true;
    try {
      const waiting = await open(lasting);
      await add(waiting);
      if (holders === 0) await waiting.write();
    } catch (failure) {
      tell(AppError.from(failure));
    }
  }

  return {
    problem,
    async ran(run, result) {
      if (run.definition.evidence) await keep(run.tell, (waiting) => waiting.addRun(run, result));
    },
    async failed(run, failure) {
      if (run.definition.evidence) await keep(run.tell, (waiting) => waiting.addFailure(run, AppError.from(failure).advice));
    },
    async ended(definition) {
      if (definition.evidence) await keep(problem.set, (waiting) => waiting.addEnd(definition, problem.set));
    },
    async together(work) {
      holders++;
      try {
        return await work();
      } finally {
        holders--;
        // Whoever added something is told by that.
        if (isNeeded) await keep(() => undefined, () => undefined);
      }
    },
    async write({ id, day, totals }, signal) {
      const { writeEvidence } = await import("./write-evidence");
      await need.writeInTurn(() => writeEvidence(need.workbook, [{ kind: "totals", queries: [id], rows: totals, day }], signal));
    },
  };
}
