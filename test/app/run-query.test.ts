import { describe, expect, test } from "@jest/globals";
import { createSandbox } from "../../src/sandbox/sandbox";
import { going, goodKey, now, startApp } from "./harness";

const sql = "SELECT id, amount FROM charges LIMIT 5";

describe("running a query", () => {
  test("gives the rows that Stripe has, and says that all are there", async () => {
    const { app, connect, sandbox } = startApp();
    await connect();
    const result = await app.runQuery({ sql: "SELECT id FROM customers" }, { signal: going() });
    expect(result.rows.flat().sort()).toEqual(sandbox.all("customer").map(({ id }) => id).sort());
    expect(result.complete).toBe(true);
  });

  test("two hundred equal queries in flight share one fetch", async () => {
    const { app, connect, requests } = startApp();
    await connect();
    await Promise.all(Array.from({ length: 200 }, () => app.runQuery({ sql }, { signal: going() })));
    expect(requests).toHaveLength(1);
  });

  test("all that share a fetch hear how it goes", async () => {
    const { app, connect } = startApp();
    await connect();
    const heard = [0, 0];
    const ask = (who: number) => app.runQuery({ sql }, { signal: going(), onProgress: ({ rowsRead }) => void (heard[who] = rowsRead) });
    await Promise.all([ask(0), ask(1)]);
    expect(heard[0]).toBeGreaterThan(0);
    expect(heard[1]).toBe(heard[0]);
  });

  test("other parameters, another row limit or another connection are not the same query", async () => {
    const { app, connect, requests } = startApp();
    await connect("a");
    await connect("b");
    const query = "SELECT id FROM charges WHERE amount > @least LIMIT 1";
    await Promise.all([
      app.runQuery({ sql: query, connection: "a", parameters: { least: 1 } }, { signal: going() }),
      app.runQuery({ sql: query, connection: "a", parameters: { least: 2 } }, { signal: going() }),
      app.runQuery({ sql: query, connection: "b", parameters: { least: 1 } }, { signal: going() }),
      app.runQuery({ sql: query, connection: "b", parameters: { least: 1 }, maxRows: 1 }, { signal: going() }),
    ]);
    expect(requests.length).toBeGreaterThanOrEqual(4);
  });

  test("without a name it goes to the only connection, even beside a built-in one", async () => {
    const builtIn = { name: "sandbox", apiKey: goodKey, apiBase: "https://sandbox.invalid" };
    const { app, connect, requests } = startApp({ builtInConnections: [builtIn] });
    await app.runQuery({ sql }, { signal: going() });
    await connect();
    await app.runQuery({ sql }, { signal: going() });
    expect(requests.map((url) => new URL(url).host)).toEqual(["sandbox.invalid", "127.0.0.1:12111"]);
  });

  test("without any connection it says how to make one", async () => {
    const { app } = startApp();
    await expect(app.runQuery({ sql }, { signal: going() })).rejects.toMatchObject({
      code: "NOT_CONNECTED",
      hint: expect.stringContaining("New Connection") as unknown,
    });
  });

  test("with several connections it asks to choose a default connection and names them", async () => {
    const { app, connect } = startApp();
    await connect("a");
    await connect("b");
    await expect(app.runQuery({ sql }, { signal: going() })).rejects.toMatchObject({
      code: "NOT_CONNECTED",
      message: expect.stringContaining("choose a default connection") as unknown,
      hint: "Name one of them: a, b.",
    });
  });

  test("an unknown connection is named", async () => {
    const { app, connect } = startApp();
    await connect();
    await expect(app.runQuery({ sql, connection: "acne" }, { signal: going() })).rejects.toMatchObject({
      code: "NOT_CONNECTED",
      message: 'There is no connection named "acne".',
    });
  });

  test("a connection that was saved again is read with its new key", async () => {
    const { app, connect } = startApp();
    await connect();
    await app.runQuery({ sql }, { signal: going() });
    await app.connections.remove("acme", going());
    await expect(app.runQuery({ sql }, { signal: going() })).rejects.toMatchObject({ code: "NOT_CONNECTED" });
    await connect();
    expect((await app.runQuery({ sql }, { signal: going() })).rows).toHaveLength(5);
  });

  test("a connection that was saved again does not give what still runs on the one before", async () => {
    const accounts = [createSandbox({ now, scale: 0.02 }), createSandbox({ now, scale: 0.05 })] as const;
    const letGo: (() => void)[] = [];
    let account: 0 | 1 = 0;
    const { app, connect } = startApp({
      async send({ url, method, headers }) {
        if (account === 0) await new Promise<void>((resolve) => letGo.push(resolve));
        const reply = await accounts[account].handle(new Request(url, { method, headers }));
        return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
      },
    });
    await connect();
    const customers = () => app.runQuery({ sql: "SELECT id FROM customers" }, { signal: going() }).then(({ rows }) => rows.length);
    const before = Promise.allSettled([customers()]);
    while (letGo.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await connect();
    account = 1;
    expect(await customers()).toBe(accounts[1].all("customer").length);
    letGo.forEach((go) => go());
    await before;
  });

  test("rows that were read serve other queries of the connection, until it is saved again", async () => {
    const { app, connect, requests } = startApp();
    await connect();
    await app.runQuery({ sql: "SELECT count(*) AS n FROM customers" }, { signal: going() });
    const listed = requests.length;
    const other = await app.runQuery({ sql: "SELECT email FROM customers WHERE created >= '2025-06-01'" }, { signal: going() });
    expect(requests).toHaveLength(listed);
    expect(other).toMatchObject({ requests: 0, loads: [{ table: "customers", kind: "memory" }] });
    await connect();
    await app.runQuery({ sql: "SELECT count(*) AS n FROM customers" }, { signal: going() });
    expect(requests.length).toBeGreaterThan(listed);
  });

  test("an estimate, probing or not, knows of rows that are kept and still good", async () => {
    const { app, connect, requests, clock } = startApp();
    await connect();
    const run = { sql: "SELECT count(*) AS n FROM customers" };
    await app.runQuery(run, { signal: going() });
    const listed = requests.length;
    const ask = () => app.explain(run, { probe: true }, { signal: going() });
    expect(await ask()).toMatchObject({ requests: { least: 0, most: 0 }, probes: 0, tables: [{ basis: "memory" }] });
    await clock.advance(301_000);
    expect(await ask()).toMatchObject({ requests: { least: listed }, tables: [{ basis: "counted" }] });
    expect(requests).toHaveLength(listed);
  });

  test("a LIMIT that may be met early is not refused for all the rows that there are", async () => {
    const { app, connect } = startApp();
    await connect("acme", { MaxRequests: "1", CacheSize: "0" });
    await app.runQuery({ sql: "SELECT count(*) AS n FROM charges", maxRequests: null }, { signal: going() });
    const { rows, requests } = await app.runQuery({ sql: "SELECT DISTINCT currency FROM charges LIMIT 1" }, { signal: going() });
    expect([rows.length, requests]).toEqual([1, 1]);
  });

  test("queries that read one object each at the same time are gathered", async () => {
    const { app, connect, requests, sandbox } = startApp();
    await connect();
    const ids = sandbox.all("customer").map(({ id }) => id);
    const sql = "SELECT id FROM customers WHERE id = ?";
    const answers = await Promise.all(ids.map((id) => app.runQuery({ sql, parameters: [id] }, { signal: going() })));
    expect(answers.flatMap(({ rows }) => rows.flat())).toEqual(ids);
    expect(requests.length).toBeLessThanOrEqual(Math.ceil(ids.length / 100) + 1);
  });

  test("the answer says whose data it is, and how much the account has read", async () => {
    const { app, connect } = startApp();
    await connect();
    const { connection, mode, reads } = await app.runQuery({ sql }, { signal: going() });
    expect({ connection, mode, reads }).toMatchObject({ connection: "acme", mode: "test", reads: { count: 1, floor: 10_000 } });
  });

  test("money(minor, currency) gives major units by each currency's own decimals", async () => {
    const { app, connect } = startApp();
    await connect();
    const query = "SELECT money(1250, 'eur') AS eur, money(1250, 'jpy') AS jpy, money(1250, 'kwd') AS kwd, money(NULL, 'eur') AS none";
    expect((await app.runQuery({ sql: query }, { signal: going() })).rows).toEqual([[12.5, 1250, 1.25, null]]);
  });

  test("a cancelled query says so", async () => {
    const { app, connect } = startApp();
    await connect();
    const leaving = new AbortController();
    const run = app.runQuery({ sql }, { signal: leaving.signal });
    leaving.abort();
    await expect(run).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
