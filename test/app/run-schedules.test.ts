import { describe, expect, test } from "@jest/globals";
import type { Queries, QueryState, Schedule } from "../../src/app/app-api";
import { runSchedules } from "../../src/app/run-schedules";
import { isBySchedule } from "../../src/app/schedule-failures";
import { createStore } from "../../src/base/store";
import type { RunExclusively } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";
import { going, now, startApp } from "./harness";

const minute = 60_000;

type Planned = Schedule & { readonly id: string; readonly lastRun?: number; readonly lasts?: number; readonly fails?: boolean; readonly paused?: string };

/** The loop over queries that only note when they ran. */
function startLoop(planned: readonly Planned[]) {
  const clock = createFakeClock(now);
  const runs: string[] = [];
  const stop = new AbortController();
  const state = ({ id, onOpen, repeat, lastRun, paused }: Planned): QueryState => ({
    definition: {
      id,
      name: id,
      sql: "",
      connection: "acme",
      maxRows: null,
      tableId: id,
      schedule: { onOpen, repeat },
      ...(paused === undefined ? {} : { paused }),
      lastRun: lastRun === undefined ? null : { at: lastRun, rows: 0, complete: true, reasons: [], error: null },
    },
    running: false,
    error: null,
  });
  const list = createStore<readonly QueryState[]>(planned.map(state));
  const mark = (id: string, running: boolean) =>
    list.set(list.get().map((one) => (one.definition.id === id ? { ...one, running } : one)));
  const refresh: Queries["refresh"] = async (id, { signal }, wish) => {
    if (!isBySchedule(wish?.cause)) throw new Error("a schedule must say that nobody looks on");
    const { lasts = 0, fails = false } = planned.find((one) => one.id === id)!;
    runs.push(`${id} at ${(clock.now() - now) / minute}`);
    mark(id, true);
    try {
      if (lasts > 0) await clock.sleep(lasts, signal);
      if (fails) throw new Error("no");
    } finally {
      mark(id, false);
    }
    return { columns: [], rows: [], complete: true, reasons: [], requests: 0, asOf: clock.now(), elapsedMs: 0, loads: [], connection: "acme", mode: "test", reads: null };
  };
  const queries = { list, refresh, load: () => Promise.resolve(), mark: () => undefined, edit: () => Promise.resolve() };
  const ended = runSchedules({ clock, random: () => 0, queries, installation: null, elected: createStore(true), cellTimes: createStore(new Map()) }, stop.signal);
  return { clock, runs, stop, ended, list, state };
}

const every = (id: string, minutes: number, more: Partial<Planned> = {}): Planned => ({
  id,
  onOpen: false,
  repeat: { kind: "every", minutes },
  ...more,
});
const onOpen = (id: string): Planned => ({ id, onOpen: true, repeat: null });

describe("schedules", () => {
  test("a query that opens with the workbook runs once at the start", async () => {
    const { clock, runs } = startLoop([onOpen("a")]);
    await clock.advance(600 * minute);
    expect(runs).toEqual(["a at 0"]);
  });

  test("a query runs every so many minutes, counted from its last run", async () => {
    const { clock, runs } = startLoop([every("a", 10, { lastRun: now - 4 * minute })]);
    await clock.advance(30 * minute);
    expect(runs).toEqual(["a at 6", "a at 16", "a at 26"]);
  });

  test("an overdue query runs once, at once; missed runs are not made up for", async () => {
    const { clock, runs } = startLoop([every("a", 10, { lastRun: now - 95 * minute })]);
    await clock.advance(9 * minute);
    expect(runs).toEqual(["a at 0"]);
  });

  test("a last run that another device's wrong clock put into the future does not stop the schedule", async () => {
    const { clock, runs } = startLoop([every("a", 10, { lastRun: now + 525_600 * minute, fails: true })]);
    await clock.advance(15 * minute);
    expect(runs).toEqual(["a at 0", "a at 10"]);
  });

  test("one that is both overdue and on open runs once", async () => {
    const { clock, runs } = startLoop([{ id: "a", onOpen: true, repeat: { kind: "every", minutes: 10 } }]);
    await clock.advance(minute);
    expect(runs).toEqual(["a at 0"]);
  });

  test("a query that still runs is not started again, and the others go on", async () => {
    const { clock, runs } = startLoop([every("slow", 10, { lasts: 25 * minute }), every("quick", 10)]);
    await clock.advance(24 * minute);
    expect(runs).toEqual(["slow at 0", "quick at 0", "quick at 10", "quick at 20"]);
    await clock.advance(2 * minute);
    expect(runs.at(-1)).toBe("slow at 25");
  });

  test("a query that fails waits its interval and stops nobody", async () => {
    const { clock, runs } = startLoop([every("bad", 10, { fails: true }), every("good", 10)]);
    await clock.advance(15 * minute);
    expect(runs).toEqual(["bad at 0", "good at 0", "bad at 10", "good at 10"]);
  });

  test("a query that is paused is not run, neither when the workbook opens nor when it is due", async () => {
    const { clock, runs, list, state } = startLoop([{ ...onOpen("a"), repeat: { kind: "every", minutes: 10 }, paused: "Too many requests." }, every("b", 10)]);
    await clock.advance(15 * minute);
    expect(runs).toEqual(["b at 0", "b at 10"]);
    list.set([state(every("a", 10, { lastRun: now + 15 * minute }))]);
    await clock.advance(11 * minute);
    expect(runs.at(-1)).toBe("a at 25");
  });

  test("a schedule that is set meanwhile counts from then on", async () => {
    const { clock, runs, list, state } = startLoop([]);
    await clock.advance(5 * minute);
    list.set([state(every("a", 10, { lastRun: now + 5 * minute }))]);
    await clock.advance(10 * minute);
    expect(runs).toEqual([]);
  });

  test("it ends when told, and its runs are cancelled", async () => {
    const { clock, runs, stop, ended } = startLoop([every("slow", 10, { lasts: 25 * minute })]);
    await clock.advance(minute);
    stop.abort();
    await ended;
    await clock.advance(600 * minute);
    expect(runs).toEqual(["slow at 0"]);
  });
});

describe("schedules of a workbook", () => {
  test("have one turn among all pages, also when the workbook got its id after the first of them had opened it", async () => {
    const turns: string[] = [];
    const stop = new AbortController();
    const runExclusively: RunExclusively = (name, task) => {
      if (name.startsWith("schedules:")) turns.push(name);
      return task();
    };
    const first = startApp({ runExclusively });
    const pages = [first.app.runSchedules(stop.signal)];
    await first.connect();
    const run = { sql: "SELECT id FROM charges LIMIT 1" };
    await first.app.queries.insert({ run, name: "Charges", target: { kind: "activeCell" } }, { signal: going() });
    const second = startApp({ workbook: first.workbook, runExclusively });
    pages.push(second.app.runSchedules(stop.signal));
    while (turns.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(new Set(turns).size).toBe(1);
    stop.abort();
    await Promise.all(pages);
  });

  test("refresh with the saved key, in a new session, without asking", async () => {
    const first = startApp();
    await first.connect();
    const { definition, result } = await first.app.queries.insert(
      {
        run: { sql: "SELECT id, amount FROM charges ORDER BY id LIMIT 1" },
        name: "Charges",
        target: { kind: "activeCell" },
        schedule: { onOpen: false, repeat: { kind: "every", minutes: 5 } },
      },
      { signal: going() },
    );
    const reopened = startApp({ workbook: first.workbook, openSettingsStore: () => Promise.resolve(first.store) });
    reopened.sandbox.update(String(result.rows[0]?.[0]), { amount: 777 });
    const stop = new AbortController();
    const ended = reopened.app.runSchedules(stop.signal);
    await reopened.clock.advance(4 * minute);
    expect(reopened.requests).toEqual([]);
    expect(first.workbook.tables.get(definition.tableId)?.rows).toEqual(result.rows);
    await reopened.clock.advance(2 * minute);
    const { list } = reopened.app.queries;
    while (list.get()[0]?.definition.lastRun?.at === now) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await ended;
    expect(first.workbook.tables.get(definition.tableId)?.rows[0]?.[1]).toBe(777);
  });
});
