import { describe, expect, test } from "@jest/globals";
import { makeBench, testNow } from "./harness";

describe("the proof that comes with a result", () => {
  test("all rows: complete, with the requests and the moment of reading", async () => {
    const { run } = await makeBench();
    expect(await run("SELECT id FROM charges")).toMatchObject({
      complete: true,
      reasons: [],
      requests: 10,
      asOf: testNow,
    });
  });

  test("more rows than asked for: partial, and only the pages that were needed are read", async () => {
    const { run, log } = await makeBench();
    const result = await run({ sql: "SELECT id, created FROM charges", maxRows: 250 });
    expect(result.rows).toHaveLength(250);
    expect(result).toMatchObject({
      complete: false,
      reasons: [{ code: "ROW_LIMIT", message: "First 250 rows; more exist." }],
    });
    expect(log.requests).toBe(3);
  });

  test("thousands are separated", async () => {
    const { run } = await makeBench();
    const result = await run({ sql: "SELECT a.id FROM charges a, balance_transactions b", maxRows: 1000 });
    expect(result.reasons).toEqual([{ code: "ROW_LIMIT", message: "First 1,000 rows; more exist." }]);
  });

  test("exactly as many rows as asked for are complete", async () => {
    const { run } = await makeBench();
    expect(await run({ sql: "SELECT id FROM charges", maxRows: 1000 })).toMatchObject({ complete: true, reasons: [] });
  });

  test("the statement's own LIMIT is a complete answer", async () => {
    const { run } = await makeBench();
    expect(await run({ sql: "SELECT id FROM charges LIMIT 10", maxRows: 1000 })).toMatchObject({
      complete: true,
      requests: 1,
    });
  });

  test("a limited join reads only the rows that it shows", async () => {
    const { run, log } = await makeBench();
    const sql = "SELECT c.id, k.name FROM charges c LEFT JOIN customers k ON k.id = c.customer ORDER BY c.created DESC";
    expect((await run({ sql, maxRows: 20 })).rows).toHaveLength(20);
    expect(log.scans.map(({ table }) => table.name)).toEqual(["charges"]);
    expect(log.requests - log.lookups.length).toBe(1);
  });

  test("a join with a LIMIT of its own reads only the rows that it shows", async () => {
    const { rows, log } = await makeBench();
    await rows(
      "SELECT c.id, k.name FROM charges c JOIN customers k ON k.id = c.customer ORDER BY c.created DESC LIMIT 10",
    );
    expect(log.requests - log.lookups.length).toBe(1);
  });

  test("the list of an IN is made as a whole before it is used, even when few rows are shown", async () => {
    const { run, log } = await makeBench({ pageSize: 10 });
    const inCountry = (await (await makeBench()).rows("SELECT id FROM customers WHERE country = 'US'")).length;
    await run({
      sql: "SELECT id FROM charges WHERE customer IN (SELECT id FROM customers WHERE country = 'US')",
      maxRows: 5,
    });
    expect(log.scans).toHaveLength(1 + inCountry);
    expect(log.mostAtOnce).toBe(inCountry);
  });

  test("a limited sum still reads everything", async () => {
    const { run } = await makeBench();
    expect((await run({ sql: "SELECT count(*) FROM charges", maxRows: 1 })).rows).toEqual([[1000]]);
  });

  test("what the source says is missing is passed on", async () => {
    const { run } = await makeBench({
      answer: (request, context) => {
        if (request > 1) context.onPartial?.({ code: "PERMISSION", message: "The key may not read all of it." });
        return Promise.resolve();
      },
    });
    expect(await run("SELECT id FROM charges")).toMatchObject({
      complete: false,
      reasons: [{ code: "PERMISSION", message: "The key may not read all of it." }],
    });
  });

  test.each([-1, 1.5, Number.NaN])("a row limit of %p is refused", async (maxRows) => {
    const { run } = await makeBench();
    await expect(run({ sql: "SELECT 1", maxRows })).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
  });

  test("progress tells rows and requests as pages arrive", async () => {
    const { engine } = await makeBench();
    const seen: string[] = [];
    await engine.run(
      { sql: "SELECT id FROM charges WHERE created < '2023-09-01'" },
      {
        signal: new AbortController().signal,
        onProgress: ({ rowsRead, requests, expected }) => seen.push(`${rowsRead}/${requests} ${expected?.least} ${expected?.most}`),
      },
    );
    expect([...new Set(seen)]).toEqual([
      "0/1 undefined undefined",
      "100/1 undefined undefined",
      "100/1 2 2",
      "100/2 2 2",
      "174/2 2 2",
    ]);
  });
});

describe("result columns", () => {
  test("carry name, type and origin through aliases, subqueries and CTEs", async () => {
    const { run } = await makeBench();
    const { columns } = await run(
      "WITH x AS (SELECT created AS at, amount, paid FROM Charges) SELECT at, y.amount AS cents, paid, amount_major, count(*) OVER () AS n " +
        "FROM (SELECT x.*, c.amount_major FROM x JOIN charges c ON c.created = x.at LIMIT 3) AS y",
    );
    expect(columns).toEqual([
      { name: "at", type: "timestamp", origin: { table: "charges", column: "created" } },
      { name: "cents", type: "money", origin: { table: "charges", column: "amount" } },
      { name: "paid", type: "boolean", origin: { table: "charges", column: "paid" } },
      { name: "amount_major", type: "moneyMajor", origin: { table: "charges", column: "amount_major" } },
      { name: "n", type: null, origin: null },
    ]);
  });

  test("keep equal names apart, and hidden columns are not in *", async () => {
    const { run } = await makeBench();
    const { columns, rows } = await run("SELECT a.id, b.id FROM charges a JOIN charges b ON a.id < b.id LIMIT 1");
    expect(columns.map(({ name }) => name)).toEqual(["id", "id"]);
    expect(rows[0]?.[0]).not.toBe(rows[0]?.[1]);
    expect((await run("SELECT * FROM charges LIMIT 1")).columns.map(({ name }) => name)).not.toContain("amount_major");
  });

  test("a statement without rows has its columns all the same", async () => {
    const { run } = await makeBench();
    expect(await run("SELECT id FROM charges WHERE amount < 0")).toMatchObject({
      rows: [],
      columns: [{ name: "id", type: "text" }],
    });
  });

  test("values of every kind arrive unchanged", async () => {
    const { rows } = await makeBench();
    const long = "ü".repeat(40_000);
    expect(await rows(`SELECT 1, -1.5, 9007199254740991, '', 'Zoë 😀', NULL, '${long}', x'4142'`)).toEqual([
      [1, -1.5, 9007199254740991, "", "Zoë 😀", null, long, "AB"],
    ]);
  });

  test("large texts and large numbers of a table pass through SQLite unchanged", async () => {
    const table = {
      name: "things",
      doc: "",
      key: null,
      columns: [
        { name: "text", type: "text" as const },
        { name: "number", type: "real" as const },
      ],
      filters: [],
      newestFirst: null,
      defaultColumns: [],
    };
    const data = [
      ["ü".repeat(100), 1e15],
      ["x".repeat(70_000), 0.1],
      ["😀", -2147483649],
      [null, null],
    ] as const;
    const { rows } = await makeBench({ tables: [{ table, rows: data }] });
    expect(await rows("SELECT text, number FROM things")).toEqual(data);
  });
});
