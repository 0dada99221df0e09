import type { AnsweredQuery, Schedule } from "../../src/app/app-api";
import type { QueryDefinition } from "../../src/app/query-definition";
import { createQueue } from "../../src/app/one-at-a-time";
import { createQueries } from "../../src/app/queries";
import { definitionsNamespace, writeDefinitions } from "../../src/app/definitions-xml";
import { startSchedules } from "../../src/app/start-schedules";
import type { Table } from "../../src/table/table";
import type { AppError } from "../../src/base/app-error";
import type { RunExclusively, Workbook } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";
import { createMemoryCells } from "./memory-cells";
import { createMemoryWorkbook } from "./memory-workbook";

export const minute = 60_000;
export const hour = 60 * minute;

/** A lock that all pages of one computer share; who asks later waits until the one before has gone. */
export function createLocks(): RunExclusively {
  const last = new Map<string, Promise<unknown>>();
  return (name, task, signal) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(() => (signal.throwIfAborted(), task()));
    last.set(name, turn.catch(() => undefined));
    return turn;
  };
}

export type Computer = { readonly installation: string; readonly locks: RunExclusively };
export const computer = (installation: string): Computer => ({ installation, locks: createLocks() });

/** A run as Stripe sees it. */
export type SeenRun = { readonly on: string; readonly query: string; readonly at: number };

export type WorldOptions = {
  readonly start: number;
  /** Milliseconds that a run takes. */
  readonly lasts?: number;
  readonly jitter?: number;
  readonly longestSleep?: number;
  /** What a run finds; absent: one row that tells the time. */
  readonly rows?: () => readonly (readonly [id: string, amount: number])[];
};

const columns: AnsweredQuery["columns"] = [
  { name: "id", type: "text", origin: { table: "charges", column: "id" } },
  { name: "amount", type: "integer", origin: { table: "charges", column: "amount" } },
];
const charges: Table = { name: "charges", doc: "", key: "id", columns: [], filters: [], newestFirst: null, defaultColumns: [] };

/** One workbook that pages of several computers have open, with real queries whose runs only take time. */
export function createScheduleWorld({ start, lasts = 0, jitter = 0, longestSleep = minute, rows }: WorldOptions) {
  const timers = createFakeClock(start);
  let slept = 0;
  const clock = { ...timers, now: () => timers.now() + slept };
  /** Time passes, but no timer gets on: the computer sleeps. */
  const fallAsleep = (ms: number) => void (slept += ms);
  const workbook = createMemoryWorkbook();
  const cells = createMemoryCells();
  const openCellChanges = () => Promise.resolve(cells);
  const runs: SeenRun[] = [];
  /** Queries that run at Stripe now, and the most that one query ever had at once. */
  const running: string[] = [];
  const most = { atOnce: 0 };
  /** Why runs fail now. */
  const failing: { with: AppError | null } = { with: null };

  function put(id: string, schedule: Schedule, more: Partial<QueryDefinition> = {}): void {
    const added: QueryDefinition = { id, name: id, sql: id, connection: "acme", maxRows: null, tableId: id, schedule, lastRun: null, ...more };
    const parts = [...workbook.parts.keys()].length;
    workbook.tables.set(id, { headers: ["id"], rows: [], formats: [null] });
    workbook.parts.set(parts === 0 ? definitionsNamespace : `${definitionsNamespace}#${parts + 1}`, writeDefinitions({ definitions: [added], unread: [] }));
  }

  async function answer(on: string, query: string, signal: AbortSignal): Promise<AnsweredQuery> {
    runs.push({ on, query, at: clock.now() });
    running.push(query);
    most.atOnce = Math.max(most.atOnce, running.filter((one) => one === query).length);
    try {
      if (lasts > 0) await clock.sleep(lasts, signal);
      if (failing.with) throw failing.with;
    } finally {
      running.splice(running.indexOf(query), 1);
    }
    const result = { columns, rows: rows?.() ?? [[`${clock.now()}`, 0]], complete: true, reasons: [], requests: 1, asOf: clock.now(), elapsedMs: lasts, loads: [] };
    return { ...result, connection: "acme", mode: "test", reads: null };
  }

  /** Opens the workbook in a page. */
  function open({ installation, locks }: Computer, view: Partial<Workbook> = {}) {
    const leaving = new AbortController();
    const run = ({ sql }: { readonly sql: string }, { signal }: { readonly signal: AbortSignal }) => answer(installation, sql, signal);
    const queries = createQueries({
      clock,
      workbook: { ...workbook, ...view },
      addIn: { showPane: () => Promise.resolve(), startWithWorkbook: () => Promise.resolve(), documentAddress: () => Promise.resolve("Book1.xlsx") },
      newId: () => "new",
      openCellChanges,
      installation: () => Promise.resolve(installation),
      runQuery: run,
      runIfAllowed: run,
      connectionFor: (name) => Promise.resolve(name ?? "acme"),
      allowHere: () => Promise.resolve(),
      findTable: (name) => (name === charges.name ? charges : undefined),
      writeInTurn: createQueue(),
      evidence: { ran: () => Promise.resolve(), failed: () => Promise.resolve(), ended: () => Promise.resolve(), together: (work) => work() },
    });
    const ended = startSchedules(
      {
        clock,
        random: () => jitter,
        queries: { ...queries.entries, refresh: (id, context, wish) => queries.refresh(id, context, wish) },
        installation: () => Promise.resolve(installation),
        runExclusively: locks,
        address: () => Promise.resolve("Book1.xlsx"),
        newId: () => "new",
        openCellChanges,
        longestSleep,
      },
      leaving.signal,
    );
    const state = (id = "q") => queries.list.get().find(({ definition }) => definition.id === id);
    const close = async () => {
      leaving.abort();
      await ended;
    };
    return { queries, state, close };
  }

  return { clock, fallAsleep, workbook, cells, runs, most, failing, put, open };
}
