import { describe, expect, test } from "@jest/globals";
import { type LastRun, mostHistory, type QueryChange } from "../../src/app/query-definition";
import { going, now, startApp, whileTimePasses } from "./harness";

const picked = { table: "charges", columns: ["id", "amount"], required: {} };

async function startWithQuery(changes: Parameters<typeof startApp>[0] = {}) {
  const started = startApp(changes);
  const { app, workbook, clock } = started;
  await started.connect();
  const run = { sql: "SELECT id, amount FROM charges ORDER BY id LIMIT 3" };
  const inserted = await app.queries.insert({ run, name: "Charges", target: { kind: "activeCell" }, builder: picked }, { signal: going() });
  const { id, tableId } = inserted.definition;
  const state = () => app.queries.list.get()[0];
  return {
    ...started,
    id,
    state,
    definition: () => state()?.definition,
    table: () => workbook.tables.get(tableId),
    edit: (change: QueryChange) => whileTimePasses(clock, app.queries.edit(id, change, { signal: going() })),
    refresh: () => whileTimePasses(clock, app.queries.refresh(id, { signal: going() })),
  };
}

describe("changing a query of the workbook", () => {
  test("runs it, rewrites its table and keeps the new definition under its id", async () => {
    const { edit, table, definition, id, clock } = await startWithQuery();
    await clock.advance(60_000);
    const result = await edit({ sql: "SELECT id, currency FROM charges ORDER BY id LIMIT 2" });
    expect(table()).toMatchObject({ headers: ["id", "currency"], rows: result.rows });
    expect(definition()).toMatchObject({ id, name: "Charges", sql: "SELECT id, currency FROM charges ORDER BY id LIMIT 2", changedAt: now + 60_000 });
    expect(definition()).toMatchObject({ columns: [{ header: "id" }, { header: "currency" }], lastRun: { rows: 2, cause: "person" } });
  });

  test("forgets the picks of a SELECT that is now written by hand, and keeps new ones", async () => {
    const { edit, definition } = await startWithQuery();
    const other = { table: "refunds", columns: ["id"], required: {} };
    await edit({ sql: "SELECT id FROM refunds LIMIT 1", builder: other });
    expect(definition()?.builder).toEqual(other);
    await edit({ maxRows: 1 });
    expect(definition()).toMatchObject({ builder: other, maxRows: 1 });
    await edit({ sql: "SELECT count(*) AS n FROM charges" });
    expect(definition()).not.toHaveProperty("builder");
  });

  const refusals: readonly { when: string; change: QueryChange; code: string; fails?: "replace" | "part" }[] = [
    { when: "the statement is wrong", change: { sql: "SELECT amout FROM charges" }, code: "SQL_UNKNOWN_COLUMN" },
    { when: "there is no such connection", change: { connection: "nobody" }, code: "NOT_CONNECTED" },
    { when: "it holds a key", change: { sql: "SELECT 'sk_test_abc'" }, code: "BAD_ARGUMENT" },
    { when: "its parameters hold a key", change: { parameters: ["rk_live_abc"] }, code: "BAD_ARGUMENT" },
    { when: "the table cannot be written", change: { maxRows: 1 }, code: "WORKBOOK_BUSY", fails: "replace" },
    { when: "the definition cannot be kept", change: { maxRows: 1 }, code: "WORKBOOK_BUSY", fails: "part" },
  ];

  test.each(refusals)("changes nothing when $when", async ({ change, code, fails }) => {
    const { edit, table, definition, workbook } = await startWithQuery();
    const before = [table(), definition(), [...workbook.parts]];
    if (fails) workbook.failing[fails] = true;
    await expect(edit(change)).rejects.toMatchObject({ code });
    expect([table(), definition(), [...workbook.parts]]).toEqual(before);
  });

  test("lets the workbook read from the connection, since the person does it", async () => {
    const { edit, connect, app } = await startWithQuery();
    await connect("other");
    await app.trust.load(going());
    await edit({ connection: "other" });
    expect(app.trust.list.get().map(({ connection }) => connection)).toContain("other");
  });

  test("can have rows deleted that do not come again", async () => {
    const { app, id, refresh, workbook, definition } = await startWithQuery();
    await app.queries.setGone(id, "delete", going());
    await refresh();
    await app.queries.setGone(id, "mark", going());
    await refresh();
    expect(workbook.refreshes.map(({ gone }) => gone)).toEqual(["delete", "mark"]);
    expect(definition()).not.toHaveProperty("deletesGone");
  });
});

describe("what a query of the workbook remembers", () => {
  test("is what each run did to the table, why it ran, and when its rows were true", async () => {
    const { definition, refresh, clock } = await startWithQuery();
    expect(definition()?.lastRun).toMatchObject({ cause: "insert", asOf: now, rows: 3 });
    await clock.advance(1_000);
    await refresh();
    expect(definition()?.lastRun).toMatchObject({ cause: "person", asOf: now + 1_000, added: 0, changed: 3, gone: 0 });
  });

  test("is the runs before, newest first, also those that failed, and not more than it may keep", async () => {
    const { definition, refresh, clock, workbook } = await startWithQuery();
    const ran: (LastRun | null | undefined)[] = [];
    for (let run = 1; run <= mostHistory + 2; run++) {
      await clock.advance(1_000);
      workbook.failing.replace = run === mostHistory;
      await refresh().catch(() => undefined);
      ran.unshift(definition()?.lastRun);
    }
    expect(definition()?.history).toEqual(ran.slice(1, mostHistory + 1));
    expect(definition()?.history?.map(({ error }) => error).filter((error) => error !== null)).toEqual([expect.stringContaining("A cell is being edited")]);
  });

  test("a run shows how far it is, and nothing when it has ended", async () => {
    const { app, refresh, state } = await startWithQuery();
    const seen: unknown[] = [];
    app.queries.list.subscribe(() => seen.push(state()?.progress));
    await refresh();
    expect(seen).toContainEqual(expect.objectContaining({ requests: 1 }));
    expect(state()).toMatchObject({ running: false, progress: null });
  });
});
