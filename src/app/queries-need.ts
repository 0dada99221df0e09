import type { AddIn, CellChanges, Clock, Workbook } from "../platform/ports";
import type { AnsweredQuery, RunContext, RunQuery } from "./app-api";
import type { Installation } from "./installation";
import type { EvidenceKeeper } from "./evidence/evidence-keeper";
import type { Queue } from "./one-at-a-time";
import type { FindTable } from "./to-table-content";

/** What inserting and refreshing take from the rest of the program. */
export type QueriesNeed = {
  readonly clock: Clock;
  readonly workbook: Workbook;
  readonly addIn: AddIn;
  /** Cells that schedules follow. Called when the first one does, or a person wants one to. */
  readonly openCellChanges: () => Promise<CellChanges>;
  readonly newId: () => string;
  /** Tells this Excel from others; `null` where the device keeps nothing. */
  readonly installation: Installation;
  /** Runs what the person asks for. */
  readonly runQuery: (request: RunQuery, context: RunContext) => Promise<AnsweredQuery>;
  /** Runs what the workbook carries, which may come from anybody. @throws AppError `NOT_ALLOWED`. */
  readonly runIfAllowed: (request: RunQuery, context: RunContext) => Promise<AnsweredQuery>;
  /** Name of the connection that a request without one goes to. @throws AppError `NOT_CONNECTED`. */
  readonly connectionFor: (name: string | undefined, signal: AbortSignal) => Promise<string>;
  /** Allows the workbook to read from a connection that the person inserted from. */
  readonly allowHere: (connection: string, signal: AbortSignal) => Promise<void>;
  /** Finds the declaration of a table of Stripe. */
  readonly findTable: FindTable;
  /** Several queries read at the same time, but write into the workbook one after the other. */
  readonly writeInTurn: Queue;
  readonly evidence: Pick<EvidenceKeeper, "ran" | "failed" | "ended" | "together">;
};
