import { describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { createStore } from "../../../src/base/store";
import { createFormulas, type FormulasNeed } from "../../../src/app/formulas/formulas";
import { statusSentence } from "../../../src/app/formulas/status-sentence";
import { going, startApp, whileTimePasses } from "../harness";

const asking = () => ({ signal: going(), preview: false });
const count = { sql: "SELECT count(*) AS n FROM customers" };

/** The formulas of an app whose runs are counted. */
async function start(settings = {}, limits: Pick<FormulasNeed, "mostRuns"> = {}, company = {}) {
  const started = startApp({}, company);
  await started.connect("acme", settings);
  const { app, clock } = started;
  const counts = { runs: 0, running: 0, mostRunning: 0 };
  const runQuery: FormulasNeed["app"]["runQuery"] = async (...args) => {
    counts.runs++;
    counts.mostRunning = Math.max(counts.mostRunning, ++counts.running);
    return app.runQuery(...args).finally(() => counts.running--);
  };
  const formulas = createFormulas({
    app: { runQuery, tables: () => app.tables() },
    now: () => clock.now(),
    rights: [app.connections.list],
    ...limits,
  });
  return { ...started, formulas, counts };
}

const breakNetwork = () => {
  throw new TypeError("the network is down");
};

describe("what formulas read", () => {
  test("is kept as long as the connection lets rows be old, so that a recalculation runs nothing", async () => {
    const { formulas, counts, clock } = await start({ CacheTolerance: "60" });
    const answer = await formulas.run(count, asking());
    await clock.advance(59_000);
    expect(await formulas.run(count, asking())).toBe(answer);
    expect(counts.runs).toBe(1);
    await clock.advance(2_000);
    await formulas.run(count, asking());
    expect(counts.runs).toBe(2);
  });

  test("is kept as long as the formula's own max age says, apart for each connection, query, parameters and limit", async () => {
    const { formulas, counts } = await start();
    const byId = { sql: "SELECT id FROM customers WHERE id = ?", maxAgeMs: 1000 };
    const wishes = [count, { ...count, connection: "acme" }, { ...count, maxRows: 1 }, ...["cus_1", "cus_2"].map((id) => ({ ...byId, parameters: [id] }))];
    for (const wish of [...wishes, ...wishes]) await formulas.run(wish, asking());
    expect(counts.runs).toBe(wishes.length);
    await formulas.run({ ...count, maxAgeMs: 0 }, asking());
    expect(counts.runs).toBe(wishes.length + 1);
  });

  test("is forgotten when a connection is saved anew", async () => {
    const { formulas, counts, connect } = await start();
    await formulas.run(count, asking());
    await connect();
    await formulas.run(count, asking());
    expect(counts.runs).toBe(2);
  });

  test("is not what still runs on a connection that was saved anew meanwhile", async () => {
    const { app } = await start();
    const rights = createStore(0);
    const answer = await app.runQuery(count, { signal: going() });
    const runs: ((rows: number) => void)[] = [];
    const runQuery: FormulasNeed["app"]["runQuery"] = () => new Promise((resolve) => runs.push((n) => resolve({ ...answer, rows: [[n]] })));
    const formulas = createFormulas({ app: { runQuery, tables: () => app.tables() }, now: Date.now, rights: [rights] });
    const before = formulas.run(count, asking());
    rights.set(1);
    const after = formulas.run(count, asking());
    await new Promise((resolve) => setTimeout(resolve));
    expect(runs).toHaveLength(2);
    runs.forEach((end, index) => end(index));
    expect([(await before).rows, (await after).rows]).toEqual([[[0]], [[1]]]);
    expect(await formulas.run({ ...count, maxAgeMs: Infinity }, asking())).toBe(await after);
  });

  test("stays as the last good answer while Stripe cannot be reached, and its status says that it is old", async () => {
    const { formulas, network, clock } = await start();
    const good = await formulas.run(count, asking());
    await clock.advance(3_600_000);
    network.before = breakNetwork;
    const old = await whileTimePasses(clock, formulas.run(count, asking()));
    expect(old.rows).toEqual(good.rows);
    expect(old.failure?.code).toBe("STRIPE_UNAVAILABLE");
    expect(statusSentence(old, clock.now())).toMatch(/^Old: 1 row from acme \(test mode\), complete; \d+ requests?, read 1 hour ago\. Reading again failed: /);
    network.before = () => undefined;
    expect(await formulas.run(count, asking())).toMatchObject({ failure: null, asOf: clock.now() });
  });

  test("stays also when the list of connections is only read again, as it is for a formula that names an unknown one", async () => {
    const { formulas, network, clock } = await start();
    const good = await formulas.run(count, asking());
    await expect(formulas.run({ ...count, connection: "nobody" }, asking())).rejects.toMatchObject({ code: "NOT_CONNECTED" });
    expect(await formulas.run(count, asking())).toBe(good);
    await clock.advance(3_600_000);
    network.before = breakNetwork;
    await expect(formulas.run({ ...count, connection: "nobody" }, asking())).rejects.toMatchObject({ code: "NOT_CONNECTED" });
    expect((await whileTimePasses(clock, formulas.run(count, asking()))).rows).toEqual(good.rows);
  });

  test("stays as the last good answer while the connector's server cannot be reached, too", async () => {
    const { app, clock } = await start();
    let away = false;
    const runQuery: FormulasNeed["app"]["runQuery"] = async (...args) => {
      if (away) throw new AppError("GATEWAY_UNAVAILABLE", "The connector's server does not answer.");
      return app.runQuery(...args);
    };
    const formulas = createFormulas({ app: { runQuery, tables: () => app.tables() }, now: () => clock.now(), rights: [] });
    const good = await formulas.run(count, asking());
    away = true;
    await clock.advance(3_600_000);
    expect(await formulas.run(count, asking())).toMatchObject({ rows: good.rows, failure: { code: "GATEWAY_UNAVAILABLE" } });
  });

  test("does not stand in for a failure that will not pass by itself", async () => {
    const { formulas, app } = await start();
    await formulas.run(count, asking());
    await app.connections.remove("acme", going());
    await expect(formulas.run(count, asking())).rejects.toMatchObject({ code: "NOT_CONNECTED" });
  });

  test("is all that a preview shows: it runs nothing, however old the answer is", async () => {
    const { formulas, counts, requests, clock } = await start();
    const preview = { ...asking(), preview: true };
    await expect(formulas.run(count, preview)).rejects.toThrow(/preview asks Stripe for nothing/);
    expect(requests).toEqual([]);
    const answer = await formulas.run(count, asking());
    await clock.advance(86_400_000);
    expect(await formulas.run(count, preview)).toBe(answer);
    expect(counts.runs).toBe(1);
  });
});

describe("formulas by the thousand", () => {
  test("a thousand equal ones are one run", async () => {
    const { formulas, counts } = await start();
    await Promise.all(Array.from({ length: 1000 }, () => formulas.run(count, asking())));
    expect(counts.runs).toBe(1);
  });

  test("of many different ones no more run at once than may, and all are answered from one listing", async () => {
    const { formulas, counts, requests } = await start({}, { mostRuns: 50 });
    const wishes = Array.from({ length: 300 }, (_, least) => ({ sql: "SELECT count(*) AS n FROM charges WHERE amount >= ?", parameters: [least] }));
    const answers = await Promise.all(wishes.map((wish) => formulas.run(wish, asking())));
    expect(answers.filter(({ complete }) => complete)).toHaveLength(300);
    expect(counts).toEqual({ runs: 300, running: 0, mostRunning: 50 });
    expect(new Set(requests).size).toBe(requests.length);
  });

  test("a thousand that read one customer each take a listing, not a thousand requests", async () => {
    const { formulas, sandbox, clock, requests } = await start({}, {}, { scale: 1 });
    const wishes = sandbox.all("customer").slice(0, 1000).map(({ id }) => ({ sql: "SELECT email FROM customers WHERE id = ?", parameters: [String(id)] }));
    const answers = await whileTimePasses(clock, Promise.all(wishes.map((wish) => formulas.run(wish, asking()))));
    expect(answers.filter(({ rows }) => rows.length === 1)).toHaveLength(1000);
    expect(requests.length).toBeLessThanOrEqual(30);
  });

  test("one that is cancelled while it waits never runs", async () => {
    const { formulas, counts } = await start({}, { mostRuns: 50 });
    const wish = (least: number) => ({ sql: "SELECT count(*) AS n FROM charges WHERE amount >= ?", parameters: [least] });
    const running = Array.from({ length: 50 }, (_, least) => formulas.run(wish(least), asking()));
    const leaving = new AbortController();
    const cancelled = formulas.run(wish(99), { signal: leaving.signal, preview: false });
    leaving.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
    await Promise.all(running);
    expect(counts.runs).toBe(50);
  });
});
