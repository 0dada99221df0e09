import { describe, expect, test } from "@jest/globals";

import { createPendingEvidence } from "../../../src/app/evidence/pending-evidence";
import { createQueue } from "../../../src/app/one-at-a-time";
import { AppError } from "../../../src/base/app-error";
import { createFakeClock } from "../../fakes/fake-clock";
import { createMemoryWorkbook } from "../memory-workbook";

const facts = { account: "acct_1", apiVersion: "2026-10-28.endive", zone: "UTC", timeText: () => "2026-01-01 00:00:00" };
const definition = { id: "q1", name: "Charges", sql: "SELECT 1", connection: "acme", maxRows: null, tableId: "t1", schedule: { onOpen: false, repeat: null }, lastRun: null };
const answer = { columns: [], rows: [], complete: true, reasons: [], requests: 1, asOf: 0, elapsedMs: 1, loads: [], connection: "acme", mode: "test", reads: null } as const;

describe("evidence that waits to be written", () => {
  test.each([
    ["is of the run", false, ["Stripe audit"]],
    ["is not brought back of a query that was taken off the sheet while its account was still being read", true, []],
  ])("%s", async (_, isEnded, tables) => {
    const inserted: string[] = [];
    const workbook = createMemoryWorkbook();
    let readAccount: () => void = () => undefined;
    const accountRead = new Promise<void>((resolve) => void (readAccount = resolve));
    const pending = createPendingEvidence({
      workbook: { ...workbook, insertTable: (insert, signal) => (inserted.push(insert.name), workbook.insertTable(insert, signal)) },
      clock: createFakeClock(0),
      findTable: () => undefined,
      factsOf: () => accountRead.then(() => facts),
      dayOf: () => Promise.resolve("2026-01-01"),
      writeInTurn: createQueue(),
    });
    const added = pending.addRun({ definition, tell: () => undefined, signal: new AbortController().signal }, answer);
    if (isEnded) await pending.addEnd(definition, () => undefined);
    readAccount();
    await added;
    await pending.write();
    expect(inserted).toEqual(tables);
  });
});

describe("a failure of a query that was taken off the sheet while the day was still being found out", () => {
  test("is not noted", async () => {
    const workbook = createMemoryWorkbook();
    const days: ((day: string) => void)[] = [];
    const pending = createPendingEvidence({
      workbook,
      clock: createFakeClock(0),
      findTable: () => undefined,
      factsOf: () => Promise.resolve(facts),
      dayOf: () => new Promise((resolve) => days.push(resolve)),
      writeInTurn: createQueue(),
    });
    const run = { definition, tell: () => undefined, signal: new AbortController().signal };
    await pending.addRun(run, answer);
    await pending.write();
    const added = [pending.addFailure(run, "Stripe cannot be reached."), pending.addEnd(definition, () => undefined)];
    for (const found of days.reverse()) found("2026-01-01");
    await Promise.all(added);
    await pending.write();
    const rows = [...workbook.tables.values()].map((table) => table.rows.flat());
    expect(rows).toEqual([expect.not.arrayContaining(["Stripe cannot be reached."])]);
  });
});

/** A workbook that refuses the first writes of evidence with a code, and what was told of each attempt. */
function startRefusing(code: "WORKBOOK_BUSY" | "WORKBOOK_REFUSED", refusals: number) {
  const workbook = createMemoryWorkbook();
  const clock = createFakeClock(0);
  const told: (string | null)[] = [];
  let left = refusals;
  const pending = createPendingEvidence({
    workbook: {
      ...workbook,
      insertTable: (insert, signal) => (left-- > 0 ? Promise.reject(new AppError(code, "A cell is being edited.", { hint: "Press Enter." })) : workbook.insertTable(insert, signal)),
    },
    clock,
    findTable: () => undefined,
    factsOf: () => Promise.resolve(facts),
    dayOf: () => Promise.resolve("2026-01-01"),
    writeInTurn: createQueue(),
  });
  const run = { definition, tell: (failure: AppError | null) => void told.push(failure && failure.advice), signal: new AbortController().signal };
  const columns = (...names: readonly string[]) =>
    [...workbook.tables.values()].map(({ headers, rows }) => rows.map((row) => names.map((name) => row[headers.indexOf(name)])));
  return { pending, clock, told, run, columns };
}

describe("evidence while a cell is being edited", () => {
  test("is tried again until Excel takes it, at most a minute later, without anybody's doing", async () => {
    const { pending, clock, told, run, columns } = startRefusing("WORKBOOK_BUSY", 5);
    await pending.addRun(run, answer);
    await pending.write();
    expect(told).toEqual(["A cell is being edited. It is written as soon as Excel takes it."]);
    while ((await clock.advanceToNext()) !== null);
    expect(clock.sleeps).toEqual([5_000, 15_000, 60_000, 60_000, 60_000]);
    expect([told.length, told.at(-1)]).toEqual([6, null]);
    expect(columns("Query", "Last failure")).toEqual([[["Charges", null]]]);
  });

  test("is of the newest run: a failure meanwhile is told beside what the run before told", async () => {
    const { pending, clock, run, columns } = startRefusing("WORKBOOK_BUSY", 2);
    await pending.addRun(run, { ...answer, requests: 7 });
    await pending.write();
    await pending.addFailure(run, "Stripe cannot be reached.");
    await pending.write();
    while ((await clock.advanceToNext()) !== null);
    expect(columns("Requests", "Last failure")).toEqual([[[7, "Stripe cannot be reached."]]]);
  });

  test("of a sheet that Excel refuses to write waits for no clock, and comes with the next run", async () => {
    const { pending, clock, told, run, columns } = startRefusing("WORKBOOK_REFUSED", 1);
    await pending.addRun(run, answer);
    await pending.write();
    expect([told, clock.sleeps]).toEqual([["A cell is being edited. Press Enter."], []]);
    await pending.addRun(run, answer);
    await pending.write();
    expect([told.at(-1), columns("Query")]).toEqual([null, [[["Charges"]]]]);
  });
});
