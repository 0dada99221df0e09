import { describe, expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import { definitionsNamespace } from "../../src/app/definitions-xml";
import type { InsertRequest } from "../../src/app/app-api";
import { createMemoryWorkbook } from "./memory-workbook";
import { going, now, startApp } from "./harness";

const request: InsertRequest = {
  run: { sql: "SELECT id, amount FROM charges ORDER BY id LIMIT 3" },
  name: "Charges",
  target: { kind: "newSheet", sheetName: "Charges" },
};

async function startConnected(changes: Parameters<typeof startApp>[0] = {}) {
  const started = startApp(changes);
  await started.connect();
  const insert = (more: Partial<InsertRequest> = {}) => started.app.queries.insert({ ...request, ...more }, { signal: going() });
  const states = () => started.app.queries.list.get();
  return { ...started, insert, states };
}

describe("inserting a query", () => {
  test("writes the table and keeps the definition in the workbook, with the connection's name and no secret", async () => {
    const { insert, workbook, deps } = await startConnected();
    const { definition, result, location } = await insert();
    expect(workbook.tables.get(location.id)?.rows).toEqual(result.rows);
    expect(definition).toMatchObject({ name: "Charges", connection: "acme", tableId: location.id, lastRun: { at: now, rows: 3, complete: true } });
    expect(workbook.parts.get(definitionsNamespace)).not.toContain("sk_test");

    const reopened = startApp({ workbook: deps.workbook });
    await reopened.app.queries.load(going());
    expect(reopened.app.queries.list.get()).toEqual([{ definition, running: false, error: null }]);
  });

  test.each([
    ["SQL", { run: { sql: "SELECT id FROM charges -- rk_live_abc" } }],
    ["parameters", { run: { sql: "SELECT ? AS k", parameters: ["sk_test_abc"] } }],
    ["name", { name: "sk_test_abc" }],
  ])("a key in the %s is refused before anything is sent or written", async (_, more) => {
    const { insert, workbook, requests } = await startConnected();
    await expect(insert(more)).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
    expect([workbook.tables.size, workbook.parts.has(definitionsNamespace), requests]).toEqual([0, false, []]);
  });

  test("a query that fails leaves nothing behind", async () => {
    const { insert, workbook, states } = await startConnected();
    await expect(insert({ run: { sql: "SELECT amout FROM charges" } })).rejects.toMatchObject({ code: "SQL_UNKNOWN_COLUMN" });
    expect([workbook.tables.size, workbook.parts.has(definitionsNamespace), states()]).toEqual([0, false, []]);
  });

  test("when the definition cannot be saved the table is taken away again", async () => {
    const { insert, workbook, states } = await startConnected();
    workbook.failing.part = true;
    await expect(insert()).rejects.toMatchObject({ code: "WORKBOOK_BUSY" });
    expect([workbook.tables.size, workbook.parts.has(definitionsNamespace), states()]).toEqual([0, false, []]);
  });

  test.each([
    ["of a later version", '<queries version="2"/>', /later version/],
    ["that is damaged", "<queries", /damaged/],
  ])("definitions %s are reported and never overwritten; others are kept beside them", async (_, part, sentence) => {
    const { insert, workbook, app, states, deps } = await startConnected();
    workbook.parts.set(definitionsNamespace, part);
    await insert();
    await app.queries.refreshAll({ signal: going() });
    expect(app.queries.unreadable.get()).toMatchObject({ code: "WORKBOOK_REFUSED", message: expect.stringMatching(sentence) as unknown });
    expect(workbook.parts.get(definitionsNamespace)).toBe(part);
    const reopened = startApp({ workbook: deps.workbook });
    await reopened.app.queries.load(going());
    expect(reopened.app.queries.list.get().map(({ definition }) => definition)).toEqual(states().map(({ definition }) => definition));
  });

  test("two inserts at the same time are both kept", async () => {
    const { insert, app } = await startConnected();
    await Promise.all([insert(), insert({ name: "Other" })]);
    await app.queries.load(going());
    expect(app.queries.list.get().map(({ definition }) => definition.name).sort()).toEqual(["Charges", "Other"]);
  });
});

describe("refreshing", () => {
  test("runs the definition again and rewrites the table's values", async () => {
    const { insert, app, sandbox, workbook, clock } = await startConnected();
    const { definition, result } = await insert();
    sandbox.update(String(result.rows[0]?.[0]), { amount: 4242 });
    await clock.advance(60_000);
    await app.queries.refreshAll({ signal: going() });
    expect(workbook.tables.get(definition.tableId)?.rows[0]?.[1]).toBe(4242);
    expect(app.queries.list.get()[0]).toMatchObject({ running: false, error: null, definition: { lastRun: { at: now + 60_000, error: null } } });
  });

  test("on failure the table keeps its rows, and the definition keeps the sentence", async () => {
    const { insert, app, workbook, states, deps } = await startConnected();
    const { definition, result } = await insert();
    const failure = await app.queries.refresh(definition.id, { signal: going() }, { maxRequests: 0 }).catch((thrown: unknown) => AppError.from(thrown));
    expect(workbook.tables.get(definition.tableId)?.rows).toEqual(result.rows);
    expect(states()[0]?.error).toBe(failure);
    const reopened = startApp({ workbook: deps.workbook });
    await reopened.app.queries.load(going());
    expect(reopened.app.queries.list.get()[0]?.definition.lastRun).toMatchObject({ rows: 3, error: expect.stringContaining("the limit is 0") as unknown });
  });

  test("Refresh All finds the workbook's queries although nobody has read them yet", async () => {
    const { insert, deps } = await startConnected();
    const { definition, result } = await insert();
    const reopened = startApp({ workbook: deps.workbook, openSettingsStore: deps.openSettingsStore });
    reopened.sandbox.update(String(result.rows[0]?.[0]), { amount: 31 });
    await reopened.app.queries.refreshAll({ signal: going() });
    expect(reopened.app.queries.list.get().map(({ error }) => error)).toEqual([null]);
    expect(reopened.app.queries.list.get()[0]?.definition.id).toBe(definition.id);
    expect(reopened.requests.length).toBeGreaterThan(0);
  });

  test("Refresh All goes on after a failure", async () => {
    const { insert, app, workbook, states } = await startConnected();
    await insert({ name: "Bad", run: { sql: "SELECT id FROM charges LIMIT ?", parameters: [2] } });
    await insert({ name: "Good" });
    workbook.parts.set(definitionsNamespace, workbook.parts.get(definitionsNamespace)!.replace("SELECT&#32;", "").replace("FROM charges LIMIT ?", "FROM nowhere LIMIT ?"));
    await app.queries.load(going());
    await app.queries.refreshAll({ signal: going() });
    expect(states().map(({ error }) => error?.code ?? null)).toEqual(["SQL_UNKNOWN_TABLE", null]);
  });

  test("a query that is refreshed several times at once is run once, and asks Stripe only for what changed", async () => {
    const { insert, app, requests } = await startConnected();
    const { definition } = await insert();
    requests.splice(0);
    await Promise.all([1, 2, 3].map(() => app.queries.refresh(definition.id, { signal: going() })));
    expect(requests.map((url) => new URL(url).pathname)).toEqual(["/v1/events"]);
  });

  test("a refresh never gets what was read before the click: it follows the one that is under way", async () => {
    const { insert, app, sandbox, clock } = await startConnected();
    const { definition, result } = await insert();
    const first = app.queries.refresh(definition.id, { signal: going() });
    await clock.advance(1);
    const second = app.queries.refresh(definition.id, { signal: going() });
    await first;
    sandbox.update(String(result.rows[0]?.[0]), { amount: 4711 });
    expect((await second).rows[0]?.[1]).toBe(4711);
  });

  test("a refresh after one that was cancelled while it wrote is not shown as cancelled", async () => {
    const { insert, app, states, workbook } = await startConnected();
    const { definition } = await insert();
    const leaving = new AbortController();
    const write = workbook.refreshTable.bind(workbook);
    workbook.refreshTable = async (...given) => {
      leaving.abort();
      await new Promise((resolve) => setTimeout(resolve, 5));
      return write(...given);
    };
    await expect(app.queries.refresh(definition.id, { signal: leaving.signal })).rejects.toMatchObject({ code: "CANCELLED" });
    await app.queries.refresh(definition.id, { signal: going() });
    expect(states()[0]).toMatchObject({ running: false, error: null });
  });

  test("Reload everything lists all rows again", async () => {
    const { insert, app, requests } = await startConnected();
    const { definition } = await insert();
    const listed = requests.splice(0).filter((url) => url.includes("/v1/charges")).length;
    await app.queries.refresh(definition.id, { signal: going() }, { reload: true });
    expect(requests.filter((url) => url.includes("/v1/charges"))).toHaveLength(listed);
  });

  test("the list says how the rows of the last refresh came", async () => {
    const { insert, app, states } = await startConnected();
    const { definition } = await insert();
    expect(states()[0]?.loads).toBeUndefined();
    await app.queries.refresh(definition.id, { signal: going() });
    expect(states()[0]?.loads?.map(({ table, kind }) => `${table} ${kind}`)).toEqual(["charges changes"]);
    await app.queries.refresh(definition.id, { signal: going() }, { reload: true });
    expect(states()[0]?.loads?.map(({ table, kind }) => `${table} ${kind}`)).toEqual(["charges list"]);
  });

  test("what a connection's account has read can be watched", async () => {
    const { app, requests } = await startConnected();
    const reads = await app.readsOf("acme", going());
    const before = reads?.get().count ?? 0;
    requests.splice(0);
    await app.runQuery({ sql: "SELECT id FROM charges LIMIT 1" }, { signal: going() });
    expect(reads?.get()).toMatchObject({ count: before + requests.length, floor: 10_000 });
  });

  test("the definition keeps how many requests the run took, how long, and whether the data are live", async () => {
    const { insert, states } = await startConnected();
    const { result } = await insert();
    const { requests, elapsedMs, mode } = result;
    expect(mode).toBe("test");
    expect(states()[0]?.definition.lastRun).toMatchObject({ requests, elapsedMs, mode });
  });

  test("a query that is gone is named as such", async () => {
    const { insert, app, states } = await startConnected();
    const { definition } = await insert();
    await app.queries.remove(definition.id, "keep", going());
    expect(states()).toEqual([]);
    await expect(app.queries.refresh(definition.id, { signal: going() })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a query of the workbook", () => {
  test("is stopped whoever began it, and can be run again", async () => {
    const { insert, app, states } = await startConnected();
    const { id } = (await insert()).definition;
    const running = app.queries.refresh(id, { signal: going() });
    app.queries.stop(id);
    await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(app.queries.refresh(id, { signal: going() })).resolves.toMatchObject({ complete: true });
    expect(states()[0]).toMatchObject({ running: false, error: null, definition: { lastRun: { error: null } } });
  });

  test("is renamed, to a name that no other has", async () => {
    const { insert, app, states } = await startConnected();
    const { id } = (await insert()).definition;
    await insert({ name: "Refunds" });
    await app.queries.rename(id, " Takings ", going());
    expect(states().map(({ definition: { name } }) => name)).toEqual(["Takings", "Refunds"]);
    for (const name of ["refunds", " "]) await expect(app.queries.rename(id, name, going())).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
  });

  test("leads to its table, or says that the table is gone", async () => {
    const { insert, app, workbook } = await startConnected();
    const { id, tableId } = (await insert()).definition;
    await app.queries.goTo(id, going());
    workbook.tables.delete(tableId);
    await expect(app.queries.goTo(id, going())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.each([
    ["keep", 1],
    ["delete", 0],
  ] as const)("is removed with its data as the person wishes: %s", async (data, tables) => {
    const { insert, app, workbook, states } = await startConnected();
    const { id } = (await insert()).definition;
    await app.queries.remove(id, data, going());
    expect([states(), workbook.tables.size]).toEqual([[], tables]);
  });
});

describe("starting with the workbook", () => {
  const onOpen = { onOpen: true, repeat: null };
  const never = { onOpen: false, repeat: null };

  test("is asked for only while some query runs by itself", async () => {
    const { insert, app, started } = await startConnected();
    const { definition } = await insert();
    expect(started).toEqual([]);
    await app.queries.setSchedule(definition.id, { onOpen: false, repeat: { kind: "every", minutes: 5 } }, going());
    await app.queries.setSchedule(definition.id, onOpen, going());
    expect(started).toEqual([true]);
    await app.queries.setSchedule(definition.id, never, going());
    expect(started).toEqual([true, false]);
    await insert({ schedule: onOpen });
    await Promise.all(app.queries.list.get().map(({ definition: { id } }) => app.queries.remove(id, "keep", going())));
    expect(started).toEqual([true, false, true, false]);
  });

  test("goes on while a query runs by itself that another page scheduled meanwhile", async () => {
    const { insert, app, started, workbook } = await startConnected();
    const [one, other] = [(await insert({ schedule: onOpen })).definition, (await insert()).definition];
    const elsewhere = startApp({ workbook }).app.queries;
    await elsewhere.load(going());
    await elsewhere.setSchedule(other.id, onOpen, going());
    await app.queries.setSchedule(one.id, never, going());
    expect(started.at(-1)).toBe(true);
  });

  test("goes on when the schedule that wants it could not be removed", async () => {
    const memory = createMemoryWorkbook();
    const refused = new AppError("WORKBOOK_REFUSED", "Excel does not allow changes here.");
    let isLocked = false;
    const { insert, app, started } = await startConnected({
      workbook: { ...memory, writePart: (part, signal) => (isLocked ? Promise.reject(refused) : memory.writePart(part, signal)) },
    });
    const { definition } = await insert({ schedule: onOpen });
    isLocked = true;
    await expect(app.queries.setSchedule(definition.id, never, going())).rejects.toBe(refused);
    expect(started).toEqual([true]);
    isLocked = false;
    await app.queries.setSchedule(definition.id, never, going());
    expect(started).toEqual([true, false]);
  });

  test("when the host cannot, the schedule is not kept", async () => {
    const refused = new AppError("WORKBOOK_REFUSED", "This version of Excel cannot.");
    const { insert, app, states } = await startConnected({
      addIn: { showPane: () => Promise.resolve(), startWithWorkbook: () => Promise.reject(refused), documentAddress: () => Promise.resolve(null) },
    });
    const { definition } = await insert();
    await expect(app.queries.setSchedule(definition.id, onOpen, going())).rejects.toBe(refused);
    expect(states()[0]?.definition.schedule).toEqual(never);
  });
});
