import { describe, expect, test } from "@jest/globals";
import type { InsertRequest, RefreshWish } from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { createFakeClock } from "../fakes/fake-clock";
import { going, now, startApp, whileTimePasses } from "./harness";

const request: InsertRequest = {
  run: { sql: "SELECT id, amount FROM charges ORDER BY id" },
  name: "Charges",
  target: { kind: "newSheet", sheetName: "Charges" },
};

/** A table of charges in the workbook, and refreshes of it that read everything again. */
async function startWithTable(...given: Parameters<typeof startApp>) {
  const started = startApp(...given);
  const { app, clock, workbook, requests } = started;
  await started.connect();
  const { definition, result } = await whileTimePasses(clock, app.queries.insert(request, { signal: going() }));
  requests.splice(0);
  const refresh = (wish: RefreshWish = { reload: true }, signal = going()) =>
    whileTimePasses(clock, app.queries.refresh(definition.id, { signal }, wish));
  const failure = (...args: Parameters<typeof refresh>) =>
    refresh(...args).then(
      () => null,
      (thrown: unknown) => AppError.from(thrown),
    );
  return {
    ...started,
    refresh,
    failure,
    before: result.rows,
    rows: () => workbook.tables.get(definition.tableId)?.rows,
    state: () => app.queries.list.get()[0],
    truth: () => started.sandbox.all("charge").map(({ id, amount }) => [id, amount]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  };
}

test("rows that do not come again are marked with the day of the connection's time zone", async () => {
  const { connect, app, workbook, clock } = startApp();
  await connect("acme", { TimeZone: "Asia/Tokyo" });
  await clock.advance(20 * 3_600_000);
  const run = { sql: "SELECT id FROM charges LIMIT 1" };
  const { definition } = await whileTimePasses(clock, app.queries.insert({ ...request, run }, { signal: going() }));
  await whileTimePasses(clock, app.queries.refresh(definition.id, { signal: going() }));
  expect([new Date(clock.now()).toISOString().slice(0, 10), workbook.refreshes.at(-1)?.goneSince]).toEqual(["2026-01-01", "2026-01-02"]);
});

describe("when a refresh fails", () => {
  test("because the server dies midway, the table keeps its rows, the list says why, and the next one that can works", async () => {
    const { network, failure, refresh, rows, before, state, sandbox, truth } = await startWithTable();
    sandbox.update(String(before[0]?.[0]), { amount: 4711 });
    let answered = 0;
    network.before = () => {
      if (++answered > 1) throw new TypeError("fetch failed");
    };
    const error = await failure();
    expect(error).toMatchObject({ code: "STRIPE_UNAVAILABLE", message: expect.stringContaining("No answer") as unknown });
    expect(rows()).toEqual(before);
    expect(state()).toMatchObject({ running: false, error, definition: { lastRun: { rows: before.length, error: error?.advice } } });
    network.before = () => undefined;
    await refresh();
    expect(rows()).toEqual(truth());
    expect(state()).toMatchObject({ error: null, definition: { lastRun: { error: null } } });
  });

  test("because the key is revoked midway, the table keeps its rows and the connection has to be signed in again", async () => {
    const { network, failure, rows, before, sandbox, app } = await startWithTable();
    let answered = 0;
    network.before = () => {
      if (++answered === 2) sandbox.revokeKey("sk_test_sandbox");
    };
    expect(await failure()).toMatchObject({ code: "REAUTH_REQUIRED", message: 'The connection "acme" has to be signed in again.' });
    expect(rows()).toEqual(before);
    expect(app.connections.list.get()[0]?.needsSignIn).toBe(true);
  });

  test("because the workbook cannot store what became of it, the table keeps its rows", async () => {
    const { workbook, failure, rows, before, sandbox, state } = await startWithTable();
    sandbox.update(String(before[0]?.[0]), { amount: 4711 });
    const stored = state()?.definition.lastRun;
    workbook.failing.part = true;
    const error = await failure();
    expect(error).toMatchObject({ code: "WORKBOOK_BUSY" });
    expect(rows()).toEqual(before);
    expect(state()).toMatchObject({ error, definition: { lastRun: stored } });
  });

  test("because it is cancelled, at whatever request, the table keeps its rows and the next refresh works", async () => {
    const { network, failure, refresh, rows, before, state, requests, sandbox, truth } = await startWithTable();
    await refresh();
    const needed = requests.splice(0).length;
    expect(needed).toBeGreaterThan(2);
    sandbox.update(String(before[0]?.[0]), { amount: 4711 });
    for (let at = 1; at <= needed; at++) {
      const leaving = new AbortController();
      let sent = 0;
      network.before = () => {
        if (++sent === at) leaving.abort();
      };
      expect(await failure({ reload: true }, leaving.signal)).toMatchObject({ code: "CANCELLED" });
      expect([rows(), state()?.running]).toEqual([before, false]);
    }
    network.before = () => undefined;
    await refresh({});
    expect(rows()).toEqual(truth());
  });
});

describe("what does not make a refresh fail", () => {
  test("rows that Excel could not delete or sort when all was written: the run is noted, with that", async () => {
    const { workbook, refresh, state, deps } = await startWithTable();
    const write = workbook.refreshTable.bind(workbook);
    workbook.refreshTable = async (...given) => ({ ...(await write(...given)), note: "Excel did not sort it." });
    await refresh();
    expect(state()).toMatchObject({ error: null, definition: { lastRun: { error: null, note: "Excel did not sort it." } } });
    const reopened = startApp({ workbook: deps.workbook });
    await reopened.app.queries.load(going());
    expect(reopened.app.queries.list.get()[0]?.definition.lastRun?.note).toBe("Excel did not sort it.");
  });

  test("a server at which every tenth request fails in some way: the rows are the true ones", async () => {
    const { refresh, rows, truth, state, sandbox } = await startWithTable({}, { seed: 5, faults: { share: 0.1, kinds: ["500", "429", "429-bare", "reset", "truncated"] } });
    await refresh();
    expect(rows()).toEqual(truth());
    expect(state()?.definition.lastRun).toMatchObject({ complete: true, error: null });
    expect(Object.keys(sandbox.traffic().faults)).not.toEqual([]);
  });

  test.each([
    ["a year behind", -365],
    ["a year ahead", 365],
  ])("a computer whose clock is %s: changes are found all the same", async (_, days) => {
    const wrong = createFakeClock(now + days * 86_400_000);
    const { before, sandbox, rows, truth, app, state } = await startWithTable({ clock: wrong });
    sandbox.update(String(before[0]?.[0]), { amount: 4711 });
    const result = await whileTimePasses(wrong, app.queries.refresh(String(state()?.definition.id), { signal: going() }));
    expect(rows()).toEqual(truth());
    expect(result.loads.map(({ kind }) => kind)).toEqual(["changes"]);
  });

  test("a product that the account is not set up to use: the answer is partial and names it", async () => {
    const { app, connect } = startApp({}, { notEnabled: ["issuing"] });
    await connect();
    const sql = "SELECT (SELECT count(*) FROM issuing_cards) AS cards, (SELECT count(*) FROM products) > 0 AS has_products";
    const result = await app.runQuery({ sql }, { signal: going() });
    expect(result).toMatchObject({
      rows: [[0, 1]],
      complete: false,
      reasons: [{ code: "NOT_ENABLED", message: expect.stringMatching(/Issuing/i) as unknown }],
    });
  });
});
